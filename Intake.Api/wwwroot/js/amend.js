// A long form, of 补正 or of a document, that keeps what is typed until the server has taken it.
import { keepDraft } from "./drafts.js";
import { noticeEnd, say } from "./session.js";

export async function start(page) {
    const form = page.querySelector("form[data-draft]");
    const draft = await keepDraft(form, {
        kind: "step",
        id: form.dataset.draft,
        onSaved: (at) => { page.querySelector("[data-saved]").textContent = `已存 ${at}`; },
    });
    if (draft) form.addEventListener("submit", (event) => submit(event, page, draft));
}

async function submit(event, page, draft) {
    event.preventDefault();
    const form = event.target;
    const body = new FormData(form, event.submitter);
    page.inert = true;
    try {
        const response = await fetch(form.getAttribute("action"), { method: "POST", body, headers: { Accept: "text/html" } });
        if (noticeEnd(response)) return;
        if (response.ok && response.redirected) {
            await draft.done();
            location.assign(response.url);
            return;
        }
        await show(response, page);
    } catch {
        say("没有网络，尚未提交；填写的内容还在，恢复后请再按一次。");
    } finally {
        page.inert = false;
    }
}

/** A refused form comes back with what was typed and what is wrong with it. */
async function show(response, page) {
    const answer = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-script=amend]");
    if (!answer) {
        say("没有完成；填写的内容还在，请稍后再按一次。");
        return;
    }
    page.replaceWith(answer);
    const basis = answer.querySelector("[name=basis]");
    const seen = basis?.value;
    await start(answer);
    if (basis) {
        // What others changed has been shown now; the draft goes on from there.
        basis.value = seen;
        basis.dispatchEvent(new Event("change", { bubbles: true }));
    }
    answer.dataset.ready = "true";
    (answer.querySelector("[aria-invalid=true]") ?? answer.querySelector("[role=alert]"))?.focus();
}
