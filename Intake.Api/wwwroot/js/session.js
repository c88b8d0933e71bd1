// The session's end: said before it comes, and survived by what was typed.
import { all, canKeep, wipe } from "./store.js";

const idle = Number(document.documentElement.dataset.idle) * 1000;
const user = document.documentElement.dataset.user;
const warnBefore = Math.min(120_000, idle / 4);
const keepEvery = Math.min(60_000, idle / 3);
let touchedAt = Date.now();
let keptAt = Date.now();
let askedAt = 0;
let ended = false;
const tabs = globalThis.BroadcastChannel ? new BroadcastChannel("hotline-session") : null;

const bar = () => document.getElementById("offline-bar");

/** Shows a line under the bar until it is cleared. */
export function say(text, link) {
    const place = bar();
    if (!place) return;
    place.replaceChildren(text);
    if (link) {
        const anchor = document.createElement("a");
        anchor.href = link.href;
        anchor.textContent = link.text;
        place.append(" ", anchor);
    }
    place.hidden = !text;
}

export function sessionEnded() {
    if (ended) return;
    ended = true;
    const back = encodeURIComponent(location.pathname + location.search);
    say("登录已结束，填写的内容已存在本机。", { href: `/sign-in?ReturnUrl=${back}`, text: "重新登录后继续" });
    document.dispatchEvent(new CustomEvent("session:ended"));
}

export const isSessionEnded = () => ended;

/** Whether an answer means that the session has ended; says so if it does. */
export function noticeEnd(response) {
    const isEnd = response.status === 401 || (response.redirected && new URL(response.url).pathname === "/sign-in");
    if (isEnd) sessionEnded();
    return isEnd;
}

const call = (method) => fetch("/session", { method, headers: { Accept: "application/json" } });

async function keep() {
    keptAt = Date.now();
    localStorage.setItem("session-kept", String(keptAt));
    try {
        noticeEnd(await call("POST"));
    } catch {
        // Offline; the next touch tries again.
        keptAt = 0;
    }
}

/** Asks whether the session has ended, without prolonging it. */
export async function askIfEnded() {
    try {
        return noticeEnd(await call("GET"));
    } catch {
        return false;
    }
}

/** When somebody was last at this page, or at another of the same browser. */
const lastSign = () => Math.max(touchedAt, keptAt, Number(localStorage.getItem("session-kept")) || 0);

function check() {
    if (ended) return;
    const silent = Date.now() - lastSign();
    if (document.body.querySelector("[data-stays]")) {
        if (Date.now() - keptAt > idle / 3) keep();
    } else if (touchedAt > keptAt && Date.now() - keptAt > keepEvery) {
        keep();
    } else if (silent > idle) {
        say("即将自动退出，按任意键继续。");
        if (Date.now() - askedAt > 10_000) {
            askedAt = Date.now();
            askIfEnded();
        }
    } else if (silent > idle - warnBefore) {
        say(`${Math.ceil((idle - silent) / 1000)} 秒后自动退出，按任意键继续。`);
    }
}

/** Signing out leaves nothing readable behind; what is not yet sent is asked about first. */
async function signOut(event) {
    const form = event.target;
    if (!form.matches?.("[data-sign-out]") || form.dataset.wiped || !canKeep()) return;
    event.preventDefault();
    const open = await all().catch(() => []);
    if (open.length > 0 && !window.confirm(`本机还有 ${open.length} 份未提交的内容，退出后会删除。仍要退出吗？`)) return;
    await wipe().catch(() => {});
    tabs?.postMessage("signed-out");
    form.dataset.wiped = "true";
    form.submit();
}

/** A page says itself what becomes of what is sent meanwhile; that the network is away every page says at once. */
function watchNetwork() {
    const away = () => {
        if (!ended) say(document.querySelector("[data-draft], #desk-form") ? "离线。所示为断开前的情况；填写的内容存在本机。" : "离线。所示为断开前的情况。");
    };
    addEventListener("offline", away);
    addEventListener("online", () => {
        if (!ended && bar()?.textContent.startsWith("离线")) say("");
    });
    if (!navigator.onLine) away();
}

export function startSession() {
    if (!user) return;
    watchNetwork();
    // Whoever signs out in one tab has left them all: nothing of the call stays on any screen.
    if (tabs) tabs.onmessage = () => { ended = true; location.replace("/sign-in"); };
    document.addEventListener("submit", signOut);
    for (const kind of ["keydown", "pointerdown", "wheel", "touchstart"]) {
        document.addEventListener(kind, () => {
            const wasLate = Date.now() - touchedAt > idle - warnBefore;
            touchedAt = Date.now();
            if (wasLate && !ended) say("");
            if (touchedAt - keptAt > keepEvery && !ended) keep();
        }, { passive: true });
    }
    setInterval(check, 1000);
}
