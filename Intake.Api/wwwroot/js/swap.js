// Forms and links that change a part of the page. Without script the same form or link leads to the whole page.
import { showLimit } from "./clock.js";
import { enqueue } from "./queue.js";
import { noticeEnd, say } from "./session.js";
import { canKeep } from "./store.js";

/**
 * Fetches a page and puts its element of the same id in place of this page's.
 * @param isWanted asked when the answer has come: whether it is still the one to show.
 * @param form what was sent, if anything.
 */
export async function swap(target, url, { isWanted = () => true, form, ...options } = {}) {
    const response = await fetch(url, { ...options, headers: { Accept: "text/html", ...options.headers } });
    if (noticeEnd(response)) return null;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById(target.id);
    if (!fresh) {
        say(page.querySelector("h1")?.textContent ?? "没有完成，请重试。");
        return null;
    }
    if (!isWanted()) return null;
    document.getElementById(target.id)?.replaceWith(fresh);
    fresh.querySelectorAll("[data-limit]").forEach((e) => showLimit(e));
    say("");
    fresh.dispatchEvent(new CustomEvent("swapped", { bubbles: true, detail: { ok: response.ok, url: response.url, form } }));
    return fresh;
}

async function submit(form, submitter) {
    const target = document.getElementById(form.dataset.swap);
    const body = new FormData(form, submitter);
    form.setAttribute("aria-busy", "true");
    submitter?.setAttribute("disabled", "");
    try {
        await swap(target, form.action, { method: "POST", body, form });
    } catch {
        if (form.dataset.queue && canKeep()) {
            await enqueue(form);
            say("离线，已存在本机，恢复后自动上传。");
            form.dispatchEvent(new CustomEvent("queued", { bubbles: true }));
        } else {
            say("没有网络，尚未提交；填写的内容还在，恢复后请再按一次。");
        }
    } finally {
        form.removeAttribute("aria-busy");
        submitter?.removeAttribute("disabled");
    }
}

export function startSwaps() {
    document.addEventListener("submit", (event) => {
        const form = event.target;
        if (!form.dataset?.swap || event.defaultPrevented || !document.getElementById(form.dataset.swap)) return;
        event.preventDefault();
        submit(form, event.submitter);
    });
}
