// Forms with data-queue wait on this telephone while there is no network, photographs and all, and are sent once.
import { all, canKeep, forget, keep } from "./store.js";
import { fieldsOf } from "./drafts.js";
import { button, menuOf } from "./menus.js";
import { isSessionEnded, noticeEnd } from "./session.js";

const kind = "queue";
const retryEvery = 5000;
let flushing = false;

const token = () => document.querySelector("input[name=__RequestVerificationToken]")?.value ?? "";

function place() {
    let element = document.getElementById("queued");
    if (!element) {
        element = document.createElement("span");
        element.id = "queued";
        element.className = "link-state";
        element.setAttribute("role", "status");
        document.getElementById("link-state")?.after(element);
    }
    return element;
}

export async function showQueue() {
    const entries = await all(kind);
    const waiting = entries.filter((e) => e.state === "waiting");
    const refused = entries.filter((e) => e.state === "refused");
    const shown = place();
    shown.textContent = waiting.length === 0 ? "" : `${waiting.length} 条待上传：${waiting.map((e) => e.label).join("、").slice(0, 40)}`;
    if (refused.length > 0) shown.append(refusedList(refused));
    return waiting;
}

/** What the server would not take: the person reads why, tries again or lets it go; nothing is dropped in silence. */
const refusedList = (refused) => menuOf(`${refused.length} 条未被接受`, refused.map((entry) => {
    const item = document.createElement("div");
    const words = entry.fields.find(([name, value]) => name === "summary" || (name === "note" && value))?.[1];
    const what = document.createElement("p");
    what.textContent = [entry.label, words].filter(Boolean).join("：");
    const again = button("再试", async () => { await keep({ ...entry, state: "waiting", label: entry.label.split("（")[0] }); await showQueue(); flushQueue(); });
    const drop = button("丢弃", async () => { if (window.confirm("丢弃这一条？不能恢复。")) { await forget(entry.id); await showQueue(); } });
    item.append(what, again, drop);
    return item;
}));

const reasonOf = (status) => ({ 403: "无权办理", 404: "案件已不在您的单位", 409: "案件已到别的环节", 413: "文件太大", 415: "文件类型不对", 422: "内容未通过检查" })[status] ?? `错误 ${status}`;

/** Keeps a form to be sent when the network is back. */
export async function enqueue(form) {
    const id = form.elements.namedItem("key").value;
    await keep({ id, kind, path: new URL(form.action).pathname, state: "waiting", fields: fieldsOf(form), label: form.dataset.queue });
    await showQueue();
}

async function send(entry) {
    const body = new FormData();
    body.append("_handler", "step");
    body.append("__RequestVerificationToken", token());
    body.append("key", entry.id);
    for (const [name, value] of entry.fields) body.append(name, value);
    const response = await fetch(entry.path, { method: "POST", body, headers: { Accept: "text/html" } });
    if (noticeEnd(response)) return false;
    let status = response.status;
    // A case that has left the person's unit has no form any more; else the page's token has run out, and a later one sends.
    if (status === 400) status = (await fetch(entry.path, { headers: { Accept: "text/html" } })).status === 404 ? 404 : 503;
    if (status >= 500 || status === 429) throw new Error(`status ${status}`);
    if (!response.ok) {
        // The case went on meanwhile, or the file is none: the person decides.
        await keep({ ...entry, state: "refused", label: `${entry.label}（${reasonOf(status)}）` });
        return true;
    }
    await forget(entry.id);
    return true;
}

export async function flushQueue() {
    if (flushing || isSessionEnded() || !canKeep() || !token()) return;
    flushing = true;
    let sent = 0;
    try {
        await navigator.locks.request("hotline-queue", async () => {
            for (const entry of (await all(kind)).filter((e) => e.state === "waiting")) {
                if (!(await send(entry))) return;
                sent += 1;
            }
        });
    } catch {
        // Still no network.
    } finally {
        flushing = false;
        await showQueue();
        if (sent > 0) document.dispatchEvent(new CustomEvent("queue:sent"));
    }
}

export function startQueue() {
    if (!canKeep()) return;
    window.addEventListener("online", flushQueue);
    setInterval(async () => {
        if ((await all(kind)).some((e) => e.state === "waiting")) flushQueue();
    }, retryEvery);
    flushQueue();
}
