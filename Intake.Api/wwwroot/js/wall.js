// The wall's blocks are replaced as the figures change; who had the focus on a case keeps it.
import { duration, now } from "./clock.js";

export function start(wall) {
    let held = null;
    wall.addEventListener("focusin", (event) => {
        held = event.target.closest("a[href]")?.getAttribute("href") ?? null;
    });
    wall.addEventListener("focusout", (event) => {
        if (event.target.isConnected && event.relatedTarget) held = null;
    });
    wall.addEventListener("live:shown", () => {
        const at = now();
        for (const element of wall.querySelectorAll("[data-since]")) element.textContent = duration(at - Number(element.dataset.since));
        if (held && document.activeElement === document.body) {
            wall.querySelector(`a[href="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
        }
        wall.querySelector(".wall-wait")?.remove();
        wall.querySelector(".wall-blocks").hidden = false;
    });
}
