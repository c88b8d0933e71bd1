// Everything by keyboard. An element's data-key is its key; J, K and Enter walk the lines of a list.
const isTyping = (target) =>
    target instanceof HTMLElement
    && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
    && !["checkbox", "radio", "button", "submit"].includes(target.type);

const singleKeysOn = () => localStorage.getItem("single-keys") !== "off";

const visible = (element) => !element.disabled && element.getClientRects().length > 0;

function nameOf(event) {
    const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
    const prefix = (event.ctrlKey || event.metaKey ? "Ctrl+" : "") + (event.altKey ? "Alt+" : "");
    return prefix + key;
}

function find(key) {
    const scope = document.querySelector("dialog[open]") ?? document;
    // A letter on a pressed Alt may come as another character, so the code counts too.
    const found = [...scope.querySelectorAll("[data-key]")].filter((e) => e.dataset.key === key && (visible(e) || e.closest("details")));
    // What the page itself has goes before the bar that leads to it.
    return found.find((e) => e.closest("main")) ?? found[0];
}

function walk(step) {
    const lines = [...document.querySelectorAll("[data-live-rows] a.line-main, [data-lines] a.line-main")].filter(visible);
    if (lines.length === 0) return;
    const at = lines.indexOf(document.activeElement?.closest?.("a.line-main"));
    // A line that has moved away under the hands leaves its place to the one behind it.
    const row = document.activeElement?.closest?.("[data-row]");
    const list = row?.closest("[data-live-rows]");
    const resume = step > 0 && list?.dataset.resumeFrom === row?.dataset.row && row
        ? list.querySelector(`[data-row="${CSS.escape(list.dataset.resume)}"] a.line-main`)
        : null;
    const next = resume ?? lines[at < 0 ? (step > 0 ? 0 : lines.length - 1) : Math.max(0, Math.min(lines.length - 1, at + step))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
}

function press(event) {
    if (event.defaultPrevented || event.isComposing) return;
    const code = event.altKey && /^Digit\d$/.test(event.code) ? `Alt+${event.code.slice(5)}` : nameOf(event);
    const form = event.target.form;
    if (code === "Ctrl+Enter" && form?.matches("details.step form")) {
        event.preventDefault();
        form.requestSubmit(form.querySelector("button[type=submit]"));
        return;
    }
    const isSingle = !event.ctrlKey && !event.altKey && !event.metaKey;
    if (isSingle && (isTyping(event.target) || !singleKeysOn())) return;
    if (isSingle && !document.querySelector("dialog[open]") && (code === "J" || code === "K")) {
        event.preventDefault();
        walk(code === "J" ? 1 : -1);
        return;
    }
    const element = find(code);
    if (!element) return;
    event.preventDefault();
    if (element.matches("input:not([type=radio],[type=checkbox],[type=submit]), textarea, select, summary, form")) element.focus();
    else element.click();
    if (element.tagName === "SUMMARY") element.click();
}

/** Fills the dialog that lists every key of this page. */
export function listKeys(dialog) {
    const list = dialog.querySelector("[data-keys-list]");
    const known = new Map();
    for (const element of document.querySelectorAll("[data-key]")) {
        const key = element.dataset.key;
        if (!key || dialog.contains(element) || known.has(key)) continue;
        const copy = element.cloneNode(true);
        copy.querySelectorAll("kbd").forEach((k) => k.remove());
        known.set(key, element.dataset.keyName || element.getAttribute("aria-label") || copy.textContent.trim() || element.value);
    }
    if (document.querySelector("[data-live-rows], [data-lines]")) {
        known.set("J", "下一行");
        known.set("K", "上一行");
        known.set("Enter", "打开这一行");
    }
    list.replaceChildren(...[...known].flatMap(([key, name]) => {
        const term = document.createElement("dt");
        const cap = document.createElement("kbd");
        cap.textContent = key;
        term.append(cap);
        const meaning = document.createElement("dd");
        meaning.textContent = name;
        return [term, meaning];
    }));
}

export function startKeys() {
    document.addEventListener("keydown", press);
    const box = document.querySelector("[data-keys-on]");
    if (box) {
        box.checked = singleKeysOn();
        box.addEventListener("change", () => localStorage.setItem("single-keys", box.checked ? "on" : "off"));
    }
}
