// A long form, of 补正 or of a document, that keeps what is typed until it is taken.
import { keepDraft } from "./drafts.js";

export async function start(page) {
    const form = page.querySelector("form[data-draft]");
    const draft = await keepDraft(form, {
        kind: "step",
        id: form.dataset.draft,
        onSaved: (at) => { page.querySelector("[data-saved]").textContent = `已存 ${at}`; },
    });
    // The page that follows is the case's; a refused form comes back with what was typed.
    form.addEventListener("submit", () => draft?.done());
}
