// Dialogs, menus and the theme: small things that need no page of their own.
import { listKeys } from "./keys.js";

function open(id) {
    const dialog = document.getElementById(id);
    if (!dialog) return;
    if (id === "keys-dialog") listKeys(dialog);
    dialog.closest("details")?.removeAttribute("open");
    document.querySelectorAll("details.menu[open]").forEach((d) => d.removeAttribute("open"));
    dialog.showModal();
    dialog.querySelector("[autofocus]")?.focus();
}

export function startMenus() {
    document.addEventListener("click", (event) => {
        const opener = event.target.closest?.("[data-open]");
        if (opener) open(opener.dataset.open);
        if (event.target.closest?.("[data-close]")) event.target.closest("dialog")?.close();
        if (event.target.closest?.("[data-print]")) window.print();
        for (const menu of document.querySelectorAll("details.menu[open]")) {
            if (!menu.contains(event.target)) menu.removeAttribute("open");
        }
    });
    const choice = document.querySelector("[data-theme-choice]");
    if (!choice) return;
    choice.value = localStorage.getItem("theme") ?? "";
    choice.addEventListener("change", () => {
        if (choice.value) {
            localStorage.setItem("theme", choice.value);
            document.documentElement.dataset.theme = choice.value;
        } else {
            localStorage.removeItem("theme");
            delete document.documentElement.dataset.theme;
        }
    });
}
