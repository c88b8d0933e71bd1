// The call desk: the call's clock, what is known beside the form, and a form that is sent exactly once, whatever happens.
import { now } from "./clock.js";
import { all, canKeep, forget, keep } from "./store.js";
import { keepDraft, newKey } from "./drafts.js";
import { menuOf } from "./menus.js";
import { isSessionEnded, noticeEnd, say } from "./session.js";
import { showLimit } from "./clock.js";

const retryEvery = 3000;
const adviceAfter = 250;
const sendPatience = 15_000;
const numberStands = 600;

let draft = null;
let form = null;
let sending = false;
let adviceTimer;
let adviceTurn = 0;
let numberShownAt = -Infinity;
const abandoned = new Set();

const root = () => document.getElementById("desk");
const token = () => document.querySelector("input[name=__RequestVerificationToken]")?.value;

// ---- the clock of the call -----------------------------------------------------------------------------------------

function startCall() {
    const arrived = form.querySelector("input[type=hidden][name=arrivedAt]");
    if (!arrived || arrived.value) return;
    arrived.value = new Date(now()).toISOString();
    showCall(now());
}

function showCall(at) {
    const call = root().querySelector("[data-call]");
    call?.classList.add("on");
    call?.querySelector("[data-since]")?.setAttribute("data-since", String(at));
}

// ---- what is known -------------------------------------------------------------------------------------------------

function askAdvice() {
    clearTimeout(adviceTimer);
    adviceTimer = setTimeout(async () => {
        const turn = ++adviceTurn;
        try {
            const response = await fetch("/desk/advice", { method: "POST", body: new FormData(form), headers: { Accept: "text/plain" } });
            if (noticeEnd(response) || !response.ok) return;
            const html = await response.text();
            const place = document.getElementById("desk-advice");
            if (turn !== adviceTurn || !place || place.contains(document.activeElement)) return;
            const template = document.createElement("template");
            template.innerHTML = html;
            template.content.querySelectorAll("[data-limit]").forEach((e) => showLimit(e));
            place.replaceChildren(template.content);
        } catch {
            // Offline: what was shown stays.
        }
    }, adviceAfter);
}

// ---- sending -------------------------------------------------------------------------------------------------------

/** Sends one waiting form. True when the server has answered, whatever it said. */
async function send(entry, isCurrent) {
    const body = new FormData();
    body.append("_handler", "desk");
    body.append("__RequestVerificationToken", token() ?? "");
    body.append("key", entry.id);
    for (const [name, value] of entry.fields) body.append(name, value);
    const post = () => fetch("/desk", { method: "POST", body, headers: { Accept: "text/html" }, signal: AbortSignal.timeout(sendPatience) });
    const response = await (isCurrent ? locked(post) : post());
    if (noticeEnd(response)) return false;
    if (response.status >= 500 || response.status === 429) throw new Error(`status ${response.status}`);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const answer = page.getElementById("desk");
    const done = answer?.querySelector("[data-done]");
    if (done) {
        await forget(entry.id);
        // The case was registered at an earlier sending: what was changed since is kept, to be filled in there.
        if (done.dataset.earlier) await keep({ ...entry, id: newKey(), state: "typing" });
        if (isCurrent) await saved(answer, done);
        else announce(`补交成功：${done.dataset.done}`);
        return true;
    }
    if (isCurrent && answer) {
        await refused(answer);
        return true;
    }
    // Another form than the one in view: it stays as a draft, to be looked at.
    await keep({ ...entry, state: "typing" });
    announce(`有一份来电没有登记成功，请打开查看：${entry.label}`);
    await showDrafts();
    return true;
}

function announce(text) {
    const place = root()?.querySelector("[data-waiting]");
    if (place) place.textContent = text;
}

async function saved(answer, done) {
    await draft?.done();
    draft = null;
    say("");
    if (done.dataset.next) {
        await fresh(`已登记 ${done.dataset.done}`);
        return;
    }
    root().replaceWith(answer);
    numberShownAt = performance.now();
    history.replaceState(null, "", "/desk");
    answer.querySelectorAll("[data-limit]").forEach((e) => showLimit(e));
    answer.querySelector("[autofocus]")?.focus();
}

async function refused(answer) {
    draft.state = "typing";
    await draft.save();
    const old = draft;
    const errors = answer.querySelector("#desk-errors");
    form.querySelector("#desk-errors")?.remove();
    form.querySelectorAll("p.error").forEach((e) => e.remove());
    form.querySelectorAll("[aria-invalid]").forEach((e) => e.removeAttribute("aria-invalid"));
    if (errors) {
        form.insertBefore(errors, form.querySelector(".kinds"));
        for (const wrong of answer.querySelectorAll("[aria-invalid=true]")) {
            const mine = form.elements.namedItem(wrong.name);
            const text = answer.querySelector(`#${CSS.escape(wrong.id)}-error`);
            if (!(mine instanceof HTMLElement) || !text) continue;
            mine.setAttribute("aria-invalid", "true");
            mine.setAttribute("aria-describedby", text.id);
            mine.closest(".field")?.append(text);
            mine.closest("details")?.setAttribute("open", "");
        }
        (form.querySelector("[aria-invalid=true]") ?? errors).focus();
    }
    draft = old;
}

/** Nothing is typed into a form that is under way or put away: it would be in neither the case nor a draft. */
async function locked(work) {
    const held = form;
    const field = document.activeElement;
    if (held) held.inert = true;
    try {
        return await work();
    } finally {
        if (held) held.inert = false;
        if (held?.isConnected && document.activeElement === document.body) field?.focus({ preventScroll: true });
    }
}

async function flush() {
    if (sending || isSessionEnded()) return;
    sending = true;
    try {
        for (const entry of (await all("desk")).filter((e) => e.state === "waiting")) {
            const isCurrent = entry.id === draft?.id;
            if (!isCurrent && !(await isFree(entry.id))) continue;
            await send(entry, isCurrent);
        }
        await showWaiting();
        const isDone = (await all("desk")).every((e) => e.state !== "waiting");
        if (isDone && navigator.onLine && !isSessionEnded()) say("");
    } catch {
        say("离线，已存在本机，恢复后自动提交。");
        await showWaiting();
    } finally {
        sending = false;
    }
}

/** Whether no other tab holds the entry. */
const isFree = (id) =>
    abandoned.has(id) || navigator.locks.request(`draft:${id}`, { ifAvailable: true }, (lock) => Boolean(lock));

async function showWaiting() {
    const waiting = (await all("desk")).filter((e) => e.state === "waiting").length;
    const place = root()?.querySelector("[data-waiting]");
    if (place && waiting > 0) place.textContent = `${waiting} 件待提交`;
    if (place && waiting === 0 && place.textContent.endsWith("待提交")) place.textContent = "";
}

const isBackEntry = (entry) => entry.fields.some(([name, value]) => name === "back" && value === "1");

/** The drafts that are neither in view nor in another tab, each a way back to it. */
async function showDrafts() {
    const place = root()?.querySelector("[data-drafts]");
    if (!place) return;
    const others = [];
    for (const entry of await all("desk")) {
        if (entry.id !== draft?.id && entry.state === "typing" && (await isFree(entry.id))) others.push(entry);
    }
    const ways = others.reverse().map((entry) => {
        const way = document.createElement("a");
        way.href = `/desk?${isBackEntry(entry) ? "back=1&" : ""}draft=${encodeURIComponent(entry.id)}`;
        way.textContent = `${isBackEntry(entry) ? "补录 " : ""}${entry.label || "未写内容"}`;
        return way;
    });
    place.replaceChildren(...(ways.length > 0 ? [menuOf(`另有 ${ways.length} 份草稿`, ways)] : []));
}

async function submit(event) {
    event.preventDefault();
    if (!canKeep()) {
        form.submit();
        return;
    }
    startCall();
    const submitter = event.submitter;
    form.querySelectorAll("input[data-added]").forEach((e) => e.remove());
    if (submitter?.name) {
        const extra = document.createElement("input");
        Object.assign(extra, { type: "hidden", name: submitter.name, value: submitter.value });
        extra.dataset.added = "";
        form.append(extra);
    }
    draft.state = "waiting";
    await draft.save();
    const sent = draft;
    await flush();
    // "Later" means the next call comes now, with or without a network.
    if (submitter?.name && draft === sent && (await all("desk")).some((e) => e.id === sent.id && e.state === "waiting")) {
        await fresh("已存在本机，恢复后自动提交");
        return;
    }
    // Typing goes on while it waits; a choice of button holds for this sending only.
    form?.querySelectorAll("input[data-added]").forEach((e) => e.remove());
}

// ---- the next call -------------------------------------------------------------------------------------------------

/** An empty form in place of what is shown; one that waits stays in the store and is sent from there. */
async function fresh(note) {
    if (!(await locked(putAway))) return;
    history.replaceState(null, "", "/desk");
    // At once: whoever has gone on to another field meanwhile must not be torn out of it.
    document.getElementById("desk-form")?.elements.namedItem("complainant.phone")?.focus();
    await begin({ restore: false });
    if (note) announce(note);
}

/** Whether there is an empty form now: not where the session has ended. */
async function putAway() {
    if (draft?.id) abandoned.add(draft.id);
    await draft?.leave();
    draft = null;
    let page = null;
    try {
        const response = await fetch("/desk", { headers: { Accept: "text/html" } });
        if (noticeEnd(response)) return false;
        page = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("desk");
    } catch {
        // Offline: the form as it is, emptied, under a key of its own.
    }
    if (page) root().replaceWith(page);
    else emptyForm();
    return true;
}

function emptyForm() {
    form.reset();
    form.querySelectorAll("input[data-added]").forEach((e) => e.remove());
    for (const element of form.elements) {
        if (["checkbox", "radio", "submit", "button", "hidden"].includes(element.type) || element.tagName === "SELECT") continue;
        element.value = "";
    }
    form.elements.namedItem("key").value = newKey();
    form.querySelector("input[type=hidden][name=arrivedAt]")?.setAttribute("value", "");
    form.querySelector("#desk-errors")?.remove();
}

// ---- begin ---------------------------------------------------------------------------------------------------------

async function begin({ restore }) {
    form = document.getElementById("desk-form");
    if (!form) return;
    const area = root();
    const savedAt = area.querySelector("[data-saved]");
    const isNewCall = Boolean(form.elements.namedItem("arrivedAt")?.value);
    draft = await keepDraft(form, {
        kind: "desk",
        id: form.elements.namedItem("key").value,
        restore: false,
        onSaved: (at) => {
            savedAt.textContent = `已存 ${at}`;
            // The telephone system's link brings one call once: from here a reload goes on with it as with any other.
            if (new URLSearchParams(location.search).has("caller")) history.replaceState(null, "", "/desk");
        },
    });
    if (!draft && savedAt) {
        savedAt.textContent = "此浏览器不能保存草稿";
        return;
    }
    if (restore && !isNewCall) await takeUp();
    form.addEventListener("input", startCall);
    form.addEventListener("input", askAdvice);
    form.addEventListener("change", askAdvice);
    form.addEventListener("submit", submit);
    const arrived = form.querySelector("input[type=hidden][name=arrivedAt]")?.value;
    if (arrived) showCall(Date.parse(arrived));
    if (arrived || form.elements.namedItem("complainant.phone")?.value) askAdvice();
    await showWaiting();
    await showDrafts();
    const first = form.elements.namedItem("back") ? "arrivedAt" : "complainant.phone";
    if (!form.contains(document.activeElement)) form.elements.namedItem(first)?.focus({ preventScroll: true });
}

/** Goes on with what was being typed in a tab that is gone, or with the draft that was chosen. */
async function takeUp() {
    const chosen = new URLSearchParams(location.search).get("draft");
    const isBack = Boolean(form.elements.namedItem("back"));
    const restored = await keepDraft(form, {
        kind: "desk",
        restore: true,
        fits: (entry) => (chosen ? entry.id === chosen : isBackEntry(entry) === isBack),
        onSaved: (at) => { root().querySelector("[data-saved]").textContent = `已存 ${at}`; },
    });
    if (!restored?.restored) return;
    await draft.done();
    draft = restored;
    if (chosen) history.replaceState(null, "", isBack ? "/desk?back=1" : "/desk");
    announce("已恢复草稿");
}

function click(event) {
    const target = event.target;
    if (target.closest?.("[data-next-call]")) {
        event.preventDefault();
        fresh();
    } else if (!navigator.onLine && target.closest?.("a[href='/desk']")) {
        event.preventDefault();
        fresh();
    } else if (target.closest?.("[data-snippet]")) {
        const answer = form.elements.namedItem("answer");
        const words = target.closest(".snippet").querySelector("[data-snippet-text]").textContent;
        answer.value = answer.value ? `${answer.value}\n${words}` : words;
        answer.dispatchEvent(new Event("input", { bubbles: true }));
        answer.focus();
    } else if (target.closest?.("[data-suggest]")) {
        const suggestion = target.closest("[data-suggest]");
        const field = form.elements.namedItem(suggestion.dataset.suggest);
        field.value = suggestion.dataset.value;
        field.dispatchEvent(new Event("change", { bubbles: true }));
        suggestion.remove();
        field.focus();
    } else if (target.closest?.("[data-discard]")) {
        if (window.confirm("清空这份草稿？未登记的内容不能恢复。")) draft?.done().then(() => fresh());
    }
}

/** The key that registered, pressed twice or held down, must not take away the number that is to be read out. */
function keepNumber(event) {
    if (event.key !== "Enter" || !event.target.closest?.("[data-done]")) return;
    if (event.ctrlKey || event.repeat || performance.now() - numberShownAt < numberStands) event.preventDefault();
}

export async function start() {
    document.addEventListener("click", click);
    document.addEventListener("keydown", keepNumber, { capture: true });
    document.addEventListener("keydown", (event) => {
        if (event.ctrlKey && event.key.toLowerCase() === "d" && form?.isConnected) {
            event.preventDefault();
            const both = form.querySelector("input[name=kind][value=both]");
            both.checked = true;
            both.dispatchEvent(new Event("change", { bubbles: true }));
        }
    });
    window.addEventListener("online", flush);
    setInterval(async () => {
        if (canKeep() && (await all("desk")).some((e) => e.state === "waiting")) flush();
    }, retryEvery);
    await begin({ restore: root().dataset.restores === "true" });
    flush();
}
