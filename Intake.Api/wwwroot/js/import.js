// The progress of a file moves by itself; once it has ended the page comes whole, with its bad rows.
import { swap } from "./swap.js";

const pause = 900;

async function follow() {
    const shown = document.getElementById("import-state");
    if (!shown.dataset.moving) return;
    try {
        const fresh = await swap(shown, location.href);
        if (fresh && !fresh.dataset.moving) {
            location.reload();
            return;
        }
    } catch {
        // Without a network the next try tells.
    }
    setTimeout(follow, pause);
}

export function start() {
    setTimeout(follow, pause);
}
