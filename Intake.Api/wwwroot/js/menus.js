// Dialogs, menus and the theme: small things that need no page of their own.
import { listKeys } from "./keys.js";

function open(id) {
    const dialog = document.getElementById(id);
    if (!dialog) return;
    if (id === "keys-dialog") listKeys(dialog);
    dialog.closest("details")?.removeAttribute("open");
    document.querySelectorAll("details.menu[open]").forEach((d) => d.removeAttribute("open"));
    dialog.showModal();
    dialog.querySelector("[autofocus]")?.focus();
}

export function button(text, act) {
    const element = document.createElement("button");
    element.type = "button";
    element.textContent = text;
    element.addEventListener("click", act);
    return element;
}

/** A menu that opens under its title. */
export function menuOf(title, items) {
    const menu = document.createElement("details");
    menu.className = "menu";
    const summary = document.createElement("summary");
    summary.textContent = title;
    const body = document.createElement("div");
    body.className = "menu-body";
    body.append(...items);
    menu.append(summary, body);
    return menu;
}

export function startMenus() {
    document.addEventListener("click", (event) => {
        const opener = event.target.closest?.("[data-open]");
        if (opener) open(opener.dataset.open);
        if (event.target.closest?.("[data-close]")) event.target.closest("dialog")?.close();
        if (event.target.closest?.("[data-print]")) window.print();
        for (const menu of document.querySelectorAll("details.menu[open]")) {
            if (!menu.contains(event.target)) menu.removeAttribute("open");
        }
    });
    const choice = document.querySelector("[data-theme-choice]");
    if (!choice) return;
    choice.value = localStorage.getItem("theme") ?? "";
    choice.addEventListener("change", () => {
        if (choice.value) {
            localStorage.setItem("theme", choice.value);
            document.documentElement.dataset.theme = choice.value;
        } else {
            localStorage.removeItem("theme");
            delete document.documentElement.dataset.theme;
        }
    });
}
