// The page for a lost network opens what was asked for as soon as the server answers again.
const askEvery = 5000;

async function ask() {
    try {
        await fetch("/icon.svg", { method: "HEAD", cache: "no-store" });
        location.reload();
    } catch {
        setTimeout(ask, askEvery);
    }
}

window.addEventListener("online", () => location.reload());
setTimeout(ask, askEvery);
