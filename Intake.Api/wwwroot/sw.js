// Keeps the shell only: styles, scripts and the page that says that there is no network. Never a case, never a person.
const shell = "hotline-shell-2";
const offlinePage = "/offline.html";
const ofOfflinePage = ["/icon.svg", "/css/offline.css", "/js/offline.js"];

self.addEventListener("install", (event) => {
    event.waitUntil(caches.open(shell).then((cache) => cache.addAll([offlinePage, ...ofOfflinePage])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
    const forgetEarlier = async () => {
        for (const name of await caches.keys()) if (name !== shell) await caches.delete(name);
    };
    event.waitUntil(forgetEarlier().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
    const request = event.request;
    if (request.mode === "navigate" && request.method === "GET") {
        event.respondWith(fetch(request).catch(async () => (await caches.match(offlinePage)) ?? Response.error()));
    } else if (request.method === "GET" && ofOfflinePage.includes(new URL(request.url).pathname)) {
        event.respondWith(fetch(request).catch(async () => (await caches.match(request)) ?? Response.error()));
    }
});
