// Keeps the live parts of a page as the server shows them. After a lost connection the whole state comes anew.
import { setNow, showLimit } from "./clock.js";
import { askIfEnded, sessionEnded } from "./session.js";

const silence = 30_000;

function fragment(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content;
}

const dress = (node) => node.querySelectorAll?.("[data-limit]").forEach((e) => showLimit(e));

/** Where the eye is: the line under the pointer or with the focus must stay where it stands. */
function anchorOf(list) {
    const focused = document.activeElement?.closest?.("[data-row]");
    const held = focused && list.contains(focused) ? focused : list.querySelector("[data-row]:hover");
    return held ? { key: held.dataset.row, top: held.getBoundingClientRect().top } : null;
}

function scrollerOf(list) {
    for (let e = list; e; e = e.parentElement) {
        const overflow = getComputedStyle(e).overflowY;
        if (overflow === "auto" || overflow === "scroll") return e;
    }
    return document.scrollingElement;
}

/** Whether the line under the hands moves to another group: it was acknowledged, handled or replied to. */
function leaves(row, message) {
    const html = row && message.rows?.[row.dataset.row];
    if (!html) return false;
    return fragment(html).firstElementChild.dataset.status !== row.dataset.status;
}

/** The next line of the same group: where the eye goes on. */
function followerOf(row) {
    for (let next = row.nextElementSibling; next; next = next.nextElementSibling)
        if (next.dataset.status === row.dataset.status) return next;
    return null;
}

/** Brings a list to the given order, touching only lines that differ. */
function reconcile(list, message, announce) {
    const present = new Map([...list.querySelectorAll(":scope > [data-row]")].map((e) => [e.dataset.row, e]));
    const focused = document.activeElement?.closest?.("[data-row]");
    const focusKey = focused?.dataset.row;
    const follower = leaves(focused, message) ? followerOf(focused) : null;
    const anchor = follower ? { key: follower.dataset.row, top: focused.getBoundingClientRect().top } : anchorOf(list);
    if (follower) [list.dataset.resumeFrom, list.dataset.resume] = [focusKey, follower.dataset.row];
    const added = [];
    for (const [key, html] of Object.entries(message.rows ?? {})) {
        const fresh = fragment(html).firstElementChild;
        dress(fresh);
        const old = present.get(key);
        if (old) {
            fresh.classList.toggle("selected", old.classList.contains("selected"));
            old.replaceWith(fresh);
        } else {
            added.push(fresh);
        }
        present.set(key, fresh);
    }
    if (message.order) {
        const wanted = new Set(message.order);
        for (const [key, element] of present) if (!wanted.has(key)) element.remove();
        let at = list.querySelector(":scope > [data-row]");
        for (const key of message.order) {
            const element = present.get(key);
            if (!element) continue;
            if (element === at) at = at.nextElementSibling;
            else list.insertBefore(element, at);
        }
    }
    if (focusKey) {
        const again = present.get(focusKey);
        if (again?.isConnected && !again.contains(document.activeElement)) again.querySelector("a")?.focus({ preventScroll: true });
    }
    if (anchor) {
        const held = present.get(anchor.key);
        if (held?.isConnected) scrollerOf(list).scrollTop += held.getBoundingClientRect().top - anchor.top;
    }
    if (announce && added.length > 0) {
        for (const element of added) {
            element.classList.add("new");
            element.addEventListener("animationend", () => element.classList.remove("new"), { once: true });
        }
        list.dispatchEvent(new CustomEvent("live:added", { bubbles: true, detail: { rows: added } }));
    }
}

function watch(area) {
    // A page may show a topic's counts without its list.
    const list = area.querySelector("[data-live-rows]");
    const state = document.getElementById("link-state");
    let tries = 0;
    let wasOpen = false;

    function say(text) {
        if (state && state.textContent !== text) state.textContent = text;
        area.dataset.link = text ? "lost" : "live";
    }

    function receive(message) {
        setNow(message.asOf);
        if (!message.head) return;
        for (const [id, html] of Object.entries(message.head)) {
            const place = document.getElementById(id);
            if (!place) continue;
            const fresh = fragment(html);
            dress(fresh);
            place.replaceChildren(fresh);
        }
        if (list) reconcile(list, message, !message.full || wasOpen);
        wasOpen = true;
        area.dataset.asOf = message.asOf;
        area.dispatchEvent(new CustomEvent("live:shown", { bubbles: true }));
    }

    function connect() {
        const scheme = location.protocol === "https:" ? "wss:" : "ws:";
        const socket = new WebSocket(`${scheme}//${location.host}/live?topic=${encodeURIComponent(area.dataset.live)}`);
        const open = new AbortController();
        let watchdog;
        const heard = () => {
            clearTimeout(watchdog);
            watchdog = setTimeout(() => socket.close(), silence);
        };
        socket.onopen = () => {
            tries = 0;
            say("");
            heard();
        };
        socket.onmessage = (event) => {
            heard();
            receive(JSON.parse(event.data));
        };
        socket.onclose = async (event) => {
            clearTimeout(watchdog);
            open.abort();
            if (event.code === 4401) {
                sessionEnded();
                return;
            }
            // The session the page came with has run out: it was renewed since, or it has ended.
            if (event.code === 4408 || tries > 0) {
                if (await askIfEnded()) return;
            }
            if (event.code === 4408) {
                connect();
                return;
            }
            say("连接中断，正在重连；所示为断开前的情况");
            tries += 1;
            const wait = new AbortController();
            const again = () => {
                if (wait.signal.aborted) return;
                wait.abort();
                connect();
            };
            setTimeout(again, Math.min(5000, 250 * 2 ** Math.min(tries, 5)) * (0.7 + Math.random() * 0.6));
            addEventListener("online", again, { signal: wait.signal });
        };
        // Without a network nothing tells the socket; the browser knows at once.
        for (const kind of ["offline", "pagehide"]) addEventListener(kind, () => socket.close(), { signal: open.signal });
    }
    connect();
}

export function startLive() {
    document.querySelectorAll("[data-live]").forEach(watch);
}
