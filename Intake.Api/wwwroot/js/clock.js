// Domain time as the server keeps it (simulated in a drill), and every countdown on the page.
const root = document.documentElement;
const speed = Number(root.dataset.speed) || 1;
let base = Number(root.dataset.now) || Date.now();
let baseAt = Date.now();

/** Domain time, milliseconds since 1970. */
export const now = () => base + (Date.now() - baseAt) * speed;

/** The server has said what time it is. */
export function setNow(milliseconds) {
    base = milliseconds;
    baseAt = Date.now();
}

const two = (n) => String(n).padStart(2, "0");

/** 04:12, 1:04:12 or 3天 04:12. */
export function duration(milliseconds) {
    const seconds = Math.floor(Math.abs(milliseconds) / 1000);
    const [d, h, m, s] = [seconds / 86400, (seconds / 3600) % 24, (seconds / 60) % 60, seconds % 60].map(Math.floor);
    if (d >= 3) return `${d}天`;
    if (d > 0) return `${d}天 ${two(h)}:${two(m)}`;
    return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}

/** HH:mm:ss in Shanghai, whatever the machine's zone. */
export const clockTime = (at) => new Date(at + 8 * 3600_000).toISOString().slice(11, 19);

/** Writes one countdown; its colour is time's: amber from 80 %, red when missed. */
export function showLimit(element, at = now()) {
    const due = Number(element.dataset.limit);
    const from = Number(element.dataset.from);
    const left = due - at;
    const state = left <= 0 ? "missed" : (at - from) / (due - from) >= 0.8 ? "soon" : "calm";
    const text = `${element.dataset.stage} ${left <= 0 ? "超期" : "还剩"} ${duration(left)}`;
    if (element.textContent !== text) element.textContent = text;
    if (element.dataset.state !== state) element.dataset.state = state;
}

function tick() {
    const at = now();
    for (const element of document.querySelectorAll("[data-limit]")) showLimit(element, at);
    for (const element of document.querySelectorAll("[data-left]")) {
        const left = Number(element.dataset.left) - at;
        element.textContent = left > 0 ? `还剩 ${duration(left)}` : "已结束";
    }
    for (const element of document.querySelectorAll("[data-since]")) {
        const since = Number(element.dataset.since);
        element.textContent = since > 0 ? duration(at - since) : "00:00";
    }
    for (const element of document.querySelectorAll("[data-clock]")) element.textContent = clockTime(at);
}

export function startClock() {
    tick();
    setInterval(tick, 1000);
}
