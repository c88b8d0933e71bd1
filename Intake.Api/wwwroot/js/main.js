// What every page has: the clock, keys, menus, the session's end, and live parts.
import { startClock } from "./clock.js";
import { startKeys } from "./keys.js";
import { startMenus } from "./menus.js";
import { startSession } from "./session.js";
import { startLive } from "./live.js";
import { startSwaps } from "./swap.js";

startClock();
startKeys();
startMenus();
startSession();
startSwaps();
startLive();
document.documentElement.dataset.begun = "true";

// The shell is kept, so that a page opened without network says so in words; nothing of a case is.
if ("serviceWorker" in navigator && window.isSecureContext) navigator.serviceWorker.register("/sw.js").catch(() => {});

// A page names the script of its own in data-script, so that a page without it loads none.
for (const page of document.querySelectorAll("[data-script]")) {
    import(`./${page.dataset.script}.js`)
        .then((script) => script.start(page))
        .then(() => { page.dataset.ready = "true"; });
}
