// The next page comes as its place comes near, so that thousands of lines scroll without a pause.
import { showLimit } from "./clock.js";
import { noticeEnd, say } from "./session.js";
import { swap } from "./swap.js";

const lastKey = "last-search";

/** What is looked for may be a telephone or a name: it stays out of the address, and so out of the browser's history. */
async function find(page, query) {
    const answer = await swap(page, `/search?${query}`);
    if (!answer) return;
    sessionStorage.setItem(lastKey, query);
    history.replaceState(null, "", "/search");
    dress(answer);
    answer.dataset.ready = "true";
    answer.querySelector("#q").focus();
}

function startFinding(page) {
    const form = page.querySelector("form[role=search]");
    form.addEventListener("submit", (event) => {
        const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
        if (!query.has("q")) return;
        event.preventDefault();
        find(page, query.toString()).catch(() => say("没有网络，还没有查找；恢复后请再按一次。"));
    });
}

/** Back from a case, or after a reload, the lines that were found. */
function findAgain(page) {
    const last = sessionStorage.getItem(lastKey);
    const how = performance.getEntriesByType("navigation")[0]?.type;
    if (location.search || !last) return;
    if (!["back_forward", "reload"].includes(how)) {
        sessionStorage.removeItem(lastKey);
        return;
    }
    find(page, last).catch(() => {});
}

export function start(page) {
    dress(page);
    findAgain(page);
}

function dress(page) {
    startFinding(page);
    const list = page.querySelector("[data-lines]");
    const count = page.querySelector("[data-count]");
    let loading = false;

    async function more(link) {
        if (loading) return;
        loading = true;
        link.setAttribute("aria-busy", "true");
        try {
            const response = await fetch(link.href, { headers: { Accept: "text/html" } });
            if (noticeEnd(response)) return;
            const next = new DOMParser().parseFromString(await response.text(), "text/html");
            const lines = [...next.querySelectorAll("[data-lines] > [data-row]")];
            lines.flatMap((l) => [...l.querySelectorAll("[data-limit]")]).forEach((e) => showLimit(e));
            list.append(...lines);
            count.textContent = String(list.children.length);
            const further = next.querySelector("[data-more]");
            if (further) {
                link.href = further.href;
                link.removeAttribute("aria-busy");
            } else {
                watcher.disconnect();
                link.remove();
            }
        } catch {
            say("没有网络，后面的案件还没有取到；恢复后按“下一页”。");
            link.removeAttribute("aria-busy");
        } finally {
            loading = false;
        }
        // Still in view: the next one at once.
        if (link.isConnected && link.getBoundingClientRect().top < window.innerHeight * 2) more(link);
    }

    const link = page.querySelector("[data-more]");
    const watcher = new IntersectionObserver((seen) => {
        if (seen.some((s) => s.isIntersecting)) more(link);
    }, { rootMargin: "1500px" });
    if (!link) return;
    watcher.observe(link);
    link.addEventListener("click", (event) => {
        event.preventDefault();
        more(link);
    });
}
