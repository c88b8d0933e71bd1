// A board: a live list and the open case beside it. Acknowledging never leaves the list.
import { start as startCase, isBusy } from "./case.js";
import { swap } from "./swap.js";
import { say } from "./session.js";

const openAfter = 120;
const wide = () => window.matchMedia("(min-width: 901px)").matches;
// The keys that are the list's and the bar's; every other letter is one of the open case.
const keysOfList = new Set(["J", "K", "N"]);

let openId = null;
let wantedId = null;
let pendingKey = null;
let timer;
let reloading = false;

const pane = () => document.getElementById("pane");

function mark() {
    document.querySelectorAll("[data-row].selected").forEach((e) => e.classList.remove("selected"));
    if (openId) document.querySelector(`[data-row="${CSS.escape(openId)}"]`)?.classList.add("selected");
}

async function open(id) {
    if (id === openId && wantedId === null) return;
    wantedId = id;
    const target = pane();
    target.setAttribute("aria-busy", "true");
    target.inert = true;
    try {
        const fresh = await swap(target, `/cases/${id}`, { isWanted: () => wantedId === id });
        if (!fresh) return;
        openId = id;
        wantedId = null;
        mark();
        firePending();
    } catch {
        if (wantedId !== id) return;
        say("没有网络，打不开这件案件；恢复后再试。");
        stay();
    }
}

/** The case that is open stays open after all. */
function stay() {
    clearTimeout(timer);
    wantedId = null;
    pendingKey = null;
    pane().inert = false;
    pane().removeAttribute("aria-busy");
}

/** A key pressed while the case was still coming belongs to that case, never to the one shown before. */
function firePending() {
    const key = pendingKey;
    pendingKey = null;
    if (key) document.querySelector(`#pane [data-key="${key}"]`)?.click();
}

function onKey(event) {
    if (wantedId === null || event.ctrlKey || event.altKey || event.metaKey) return;
    const key = event.key.toUpperCase();
    if (!/^[A-Z]$/.test(key) || keysOfList.has(key) || ["INPUT", "TEXTAREA", "SELECT"].includes(event.target.tagName)) return;
    event.preventDefault();
    event.stopPropagation();
    pendingKey = key;
}

function onFocus(event) {
    const line = event.target.closest?.("[data-live-rows] a.line-main");
    if (!line || !wide()) return;
    const id = line.closest("[data-row]").dataset.row;
    if (id === wantedId) return;
    if (id === openId) {
        stay();
        return;
    }
    clearTimeout(timer);
    wantedId = id;
    pane().inert = true;
    timer = setTimeout(() => open(id), openAfter);
}

function onClick(event) {
    const line = event.target.closest?.("[data-live-rows] a[data-open-case]");
    if (!line || !wide() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    clearTimeout(timer);
    line.focus({ preventScroll: true });
    open(line.closest("[data-row]").dataset.row);
}

/** Where somebody is in the open case: the form that is open and the field under the hands. */
const placeIn = (shown) => ({
    step: shown.querySelector("details.step[open]")?.id,
    hasFocus: shown.contains(document.activeElement),
    field: document.activeElement?.id,
});

function takeUp(fresh, { step, hasFocus, field }) {
    if (step) fresh.querySelector(`#${CSS.escape(step)}`)?.setAttribute("open", "");
    if (hasFocus) ((field && fresh.querySelector(`#${CSS.escape(field)}`)) ?? fresh.querySelector("[data-key]"))?.focus();
}

/** The open case follows what others do to it, unless somebody is writing in it. */
async function onShown() {
    mark();
    const shown = pane();
    if (!openId || reloading || wantedId !== null || shown.dataset.case !== openId) return;
    const row = document.querySelector(`[data-row="${CSS.escape(openId)}"]`);
    const isOld = row ? Number(row.dataset.version) > Number(shown.dataset.version) : shown.dataset.gone !== "true";
    if (!isOld) return;
    if (isBusy(shown)) {
        say("这件案件刚有变化；您填写的内容还在，提交时会说明。");
        return;
    }
    reloading = true;
    try {
        let place = null;
        const fresh = await swap(shown, `/cases/${openId}`, {
            isWanted: () => {
                place = placeIn(shown);
                return wantedId === null && !isBusy(shown);
            },
        });
        if (fresh && !row) fresh.dataset.gone = "true";
        if (fresh && place) takeUp(fresh, place);
    } catch {
        // The next change tries again.
    } finally {
        reloading = false;
    }
}

// ---- a new case is heard and seen ----------------------------------------------------------------------------------

let audio;

function beep() {
    audio ??= new AudioContext();
    for (const [at, pitch] of [[0, 660], [0.18, 880]]) {
        const tone = audio.createOscillator();
        const volume = audio.createGain();
        tone.frequency.value = pitch;
        volume.gain.setValueAtTime(0.2, audio.currentTime + at);
        volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + at + 0.16);
        tone.connect(volume).connect(audio.destination);
        tone.start(audio.currentTime + at);
        tone.stop(audio.currentTime + at + 0.17);
    }
}

const isOn = (name) => localStorage.getItem(name) === "on";

function onAdded(event) {
    const fresh = event.detail.rows.filter((r) => ["routed", "arrived", "returned"].includes(r.dataset.status));
    if (fresh.length === 0) return;
    if (isOn("board-sound")) beep();
    if (isOn("board-notify") && Notification.permission === "granted" && document.hidden) {
        const urgent = fresh.some((r) => r.dataset.level !== "normal");
        new Notification(urgent ? "紧急：新案件待签收" : "新案件待签收", { body: `${fresh.length} 件`, tag: "hotline-new" });
    }
}

function startSwitch(selector, name, turnOn) {
    const button = document.querySelector(selector);
    if (!button) return;
    const show = () => {
        button.setAttribute("aria-pressed", String(isOn(name)));
        button.textContent = `${name === "board-sound" ? "声音" : "桌面提醒"} ${isOn(name) ? "开" : "关"}`;
    };
    button.addEventListener("click", async () => {
        const on = !isOn(name) && (await turnOn());
        localStorage.setItem(name, on ? "on" : "off");
        show();
    });
    show();
}

export function start() {
    startCase();
    document.addEventListener("keydown", onKey, { capture: true });
    document.addEventListener("focusin", onFocus);
    document.addEventListener("click", onClick);
    document.addEventListener("live:shown", onShown);
    document.addEventListener("live:added", onAdded);
    startSwitch("[data-sound]", "board-sound", () => { beep(); return true; });
    startSwitch("[data-notify]", "board-notify", async () => {
        const answer = await Notification.requestPermission();
        if (answer !== "granted") say("浏览器没有允许桌面提醒，请在地址栏左侧的设置里打开。");
        return answer === "granted";
    });
    // Somebody quick has moved to a line before this script came.
    onFocus({ target: document.activeElement });
}
