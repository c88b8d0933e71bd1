// An open case: its forms keep what is typed, notes and photographs wait while there is no network, pictures are shown
// before they are sent.
import { keepDraft, newKey } from "./drafts.js";
import { button } from "./menus.js";
import { all, canKeep, forget } from "./store.js";
import { flushQueue, startQueue } from "./queue.js";
import { swap } from "./swap.js";

const drafts = new WeakMap();

function dress(pane) {
    for (const form of pane.querySelectorAll("form[data-draft]")) {
        const id = form.dataset.draft;
        keepDraft(form, { kind: "step", id }).then((draft) => {
            if (!draft) return;
            drafts.set(form, draft);
            if (draft.restored) form.closest("details")?.setAttribute("open", "");
        });
    }
    for (const input of pane.querySelectorAll("input[type=file]")) input.addEventListener("change", () => preview(input));
    showLeftBehind(pane);
}

/** What was written for a step that the case no longer allows: shown until its writer lets it go. */
async function showLeftBehind(pane) {
    if (!canKeep() || !pane.dataset.case) return;
    const isHere = (entry) => pane.querySelector(`form[data-draft="${CSS.escape(entry.id)}"]`);
    for (const entry of (await all("step")).filter((e) => e.id.endsWith(`:${pane.dataset.case}`) && !isHere(e))) {
        const notice = document.createElement("p");
        notice.className = "notice";
        const words = entry.fields.filter(([name, value]) => ["summary", "reason", "content", "note"].includes(name) && value);
        const drop = button("丢弃", async () => { await forget(entry.id); notice.remove(); });
        drop.className = "quiet";
        notice.append(`没有提交的草稿（${entry.label}）：${words.map(([, value]) => value).join("；") || "没有文字"} `, drop);
        pane.querySelector("[data-steps]")?.before(notice);
    }
}

function preview(input) {
    const place = input.parentElement.querySelector("[data-previews]");
    place.querySelectorAll("img").forEach((i) => URL.revokeObjectURL(i.src));
    place.replaceChildren(...[...input.files].map((file) => {
        if (!file.type.startsWith("image/") || file.type === "image/heic") {
            const name = document.createElement("span");
            name.className = "badge";
            name.textContent = file.name;
            return name;
        }
        const picture = document.createElement("img");
        picture.alt = file.name;
        picture.src = URL.createObjectURL(file);
        return picture;
    }));
}

/** Whether somebody is in the middle of a form of the open case. */
export function isBusy(pane) {
    return [...pane.querySelectorAll("details.step[open] form")].some((form) => [...form.elements].some(isFilledIn));
}

function isFilledIn(element) {
    if (element.tagName === "SELECT") return element.selectedIndex > 0 && !element.selectedOptions[0].defaultSelected;
    if (element.type === "checkbox") return element.checked !== element.defaultChecked;
    return (element.tagName === "TEXTAREA" || ["text", "file", "datetime-local", "date"].includes(element.type)) && Boolean(element.value) && element.value !== element.defaultValue;
}

async function afterSwap(event) {
    const pane = event.target;
    if (pane.id !== "pane") return;
    if (event.detail.ok) await drafts.get(event.detail.form)?.done();
    dress(pane);
    if (!event.detail.ok) (pane.querySelector("[aria-invalid=true]") ?? pane.querySelector("details.step[open] :is(textarea, select, input:not([type=hidden]))"))?.focus();
}

export function start() {
    const pane = document.getElementById("pane");
    if (pane) dress(pane);
    document.addEventListener("swapped", afterSwap);
    document.addEventListener("queued", async (event) => {
        // What waits is kept as a whole; the form is free for the next note.
        await drafts.get(event.target)?.done();
        event.target.reset();
        if (event.target.dataset.once !== undefined) event.target.querySelector("button").disabled = true;
        event.target.elements.namedItem("key").value = newKey();
        event.target.querySelector("[data-previews]")?.replaceChildren();
        const next = await keepDraft(event.target, { kind: "step", id: event.target.dataset.draft });
        if (next) drafts.set(event.target, next);
    });
    document.addEventListener("queue:sent", () => {
        const open = document.getElementById("pane");
        if (open?.dataset.case && !isBusy(open)) swap(open, `/cases/${open.dataset.case}`).catch(() => {});
    });
    // One step at a time: opening a form brings its first field under the hands.
    document.addEventListener("toggle", (event) => {
        if (event.target.matches?.("details.step[open]") && event.target.contains(document.activeElement)) {
            event.target.querySelector("textarea, select, input:not([type=hidden])")?.focus();
        }
    }, { capture: true });
    if (canKeep()) startQueue();
    flushQueue();
}
