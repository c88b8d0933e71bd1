// Before the first paint: the theme that was chosen on this screen.
{
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
}
