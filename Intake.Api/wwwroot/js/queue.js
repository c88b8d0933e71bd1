// Forms with data-queue wait on this telephone while there is no network, photographs and all, and are sent once.
import { all, canKeep, forget, keep } from "./store.js";
import { fieldsOf } from "./drafts.js";
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
    const waiting = await all(kind);
    place().textContent = waiting.length === 0 ? "" : `${waiting.length} 条待上传：${waiting.map((e) => e.label).join("、").slice(0, 40)}`;
    return waiting;
}

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
    if (response.status >= 500 || response.status === 429) throw new Error(`status ${response.status}`);
    if (response.status === 422) {
        // The case went on meanwhile, or the file is none: the person decides.
        await keep({ ...entry, state: "refused", label: `${entry.label}（未被接受）` });
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
