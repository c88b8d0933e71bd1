// Forms with data-draft keep what is typed, at each character, until the server has taken it.
import { all, canKeep, forget, keep, prepare } from "./store.js";
import { clockTime, now } from "./clock.js";

const skip = new Set(["__RequestVerificationToken", "_handler", "key", "returnUrl"]);

/** The key of a form that is carried out once, however often it is sent. */
export const newKey = () => crypto.randomUUID().replaceAll("-", "");

/** What a person filled in, without the page's own fields. */
export const fieldsOf = (form) => [...new FormData(form)].filter(([name]) => !skip.has(name));

/** Milliseconds without a character after which what is kept must outlive a loss of power too. */
const pause = 1000;

const isBlank = (fields) => fields.every(([, value]) => !(value instanceof Blob ? value.size : String(value).trim()));

export function fill(form, fields) {
    const byName = new Map();
    for (const [name, value] of fields) byName.set(name, [...(byName.get(name) ?? []), value]);
    for (const element of form.elements) {
        if (!element.name || skip.has(element.name)) continue;
        // The hidden partner of a checkbox says what an empty one means; it is never filled in.
        if (element.type === "hidden" && form.querySelector(`input[type=checkbox][name="${CSS.escape(element.name)}"]`)) continue;
        const values = byName.get(element.name) ?? [];
        if (element.type === "radio" || element.type === "checkbox") element.checked = values.includes(element.value);
        else if (element.type === "file") putFiles(element, values);
        else if (element.tagName !== "BUTTON") element.value = values.at(-1) ?? "";
        if (values.length > 0 && element.type !== "radio") element.closest("details.more")?.setAttribute("open", "");
    }
}

function putFiles(input, values) {
    const files = new DataTransfer();
    values.filter((v) => v instanceof File && v.size > 0).forEach((f) => files.items.add(f));
    input.files = files.files;
}

const held = new Set();

/** Holds a name for as long as this page lives, so that another tab does not take the same draft; this page may again. */
function hold(name) {
    if (held.has(name)) return Promise.resolve(true);
    return new Promise((resolve) => {
        navigator.locks.request(`draft:${name}`, { ifAvailable: true }, (lock) => {
            if (lock) held.add(name);
            resolve(Boolean(lock));
            return lock ? new Promise(() => {}) : undefined;
        });
    });
}

/**
 * Keeps a form's content from now on.
 * @param fits asked of each kept entry: whether it belongs into this form.
 * @returns {Promise<{id, state, save, done, leave, restored}>} or nothing where this browser cannot keep anything.
 */
export async function keepDraft(form, { kind, id, restore = true, fits = () => true, onSaved } = {}) {
    if (!canKeep()) return null;
    prepare().catch(() => {});
    const draft = { id, state: "typing", restored: false };
    if (restore) {
        // The newest first: it is the one that was being typed.
        for (const entry of (await all(kind)).reverse()) {
            if ((id && entry.id !== id) || !fits(entry)) continue;
            if (!(await hold(entry.id))) continue;
            fill(form, entry.fields);
            draft.id = entry.id;
            draft.state = entry.state;
            draft.restored = true;
            break;
        }
    }
    if (!draft.restored && !id) return null;
    if (!draft.restored) await hold(id);
    const keyField = form.elements.namedItem("key");
    if (keyField && draft.restored && !id?.includes(":")) keyField.value = draft.id;

    let running = Promise.resolve();
    let wanted = false;
    let ended = false;
    let pausing;

    // While somebody types no write waits for the disk: the next character would wait with it, and go with the page.
    const putTyped = () => {
        wanted = false;
        clearTimeout(pausing);
        pausing = setTimeout(() => { const strict = () => put("strict"); running = running.then(strict, strict); }, pause);
        return put(draft.state === "typing" ? "relaxed" : "strict");
    };

    async function put(durability) {
        if (ended) return;
        const fields = fieldsOf(form);
        if (isBlank(fields.filter(([name]) => !["kind", "channel", "arrivedAt", "back", "close"].includes(name))) && draft.state === "typing") {
            await forget(draft.id);
            return;
        }
        await keep({ id: draft.id, kind, path: new URL(form.action).pathname, state: draft.state, fields, label: labelOf(form) }, durability);
        onSaved?.(clockTime(now()));
    }

    draft.save = () => {
        if (!wanted) {
            wanted = true;
            running = running.then(putTyped, putTyped);
        }
        return running;
    };
    /** The form goes on to something else; what was kept stays as it is. */
    draft.leave = async () => {
        form.removeEventListener("input", draft.save);
        form.removeEventListener("change", draft.save);
        clearTimeout(pausing);
        await running.catch(() => {});
        ended = true;
    };
    draft.done = async () => {
        ended = true;
        await draft.leave();
        await forget(draft.id);
    };
    form.addEventListener("input", draft.save);
    form.addEventListener("change", draft.save);
    // What was typed before the store had opened.
    if (!draft.restored && [...form.elements].some((e) => e.defaultValue !== undefined && e.type !== "hidden" && e.value !== e.defaultValue)) draft.save();
    return draft;
}

function labelOf(form) {
    const value = (name) => form.elements.namedItem(name)?.value?.trim();
    return [form.getAttribute("aria-label"), value("complainant.phone"), value("respondent.name"), value("content")?.slice(0, 20)].filter(Boolean).join(" ");
}
