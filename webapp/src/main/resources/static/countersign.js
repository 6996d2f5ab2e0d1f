/*
 * What the pages cannot do without a script: theme, keyboard, dialogs, toasts. Everything here makes something easier
 * that also works without it.
 */
(() => {
  'use strict';

  const root = document.documentElement;
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];

  /* ---- theme: a cookie, so that the server renders it and nothing flashes */
  const dark = matchMedia('(prefers-color-scheme: dark)');
  function toggleTheme() {
    const now = root.dataset.theme || (dark.matches ? 'dark' : 'light');
    const next = now === 'dark' ? 'light' : 'dark';
    root.dataset.theme = next;
    document.cookie = `theme=${next}; path=/; max-age=31536000; samesite=lax`;
  }

  /* ---- dialogs: <dialog> with buttons that name it */
  function openDialog(id) {
    const dialog = document.getElementById(id);
    if (dialog && !dialog.open) dialog.showModal();
  }

  document.addEventListener('click', (event) => {
    const target = event.target.closest('[data-dialog], [data-close], [data-theme-toggle], [data-dismiss]');
    if (!target) {
      if (event.target instanceof HTMLDialogElement) event.target.close();
      return;
    }
    if (target.dataset.dialog) openDialog(target.dataset.dialog);
    if ('close' in target.dataset) target.closest('dialog')?.close();
    if ('themeToggle' in target.dataset) toggleTheme();
    if ('dismiss' in target.dataset) target.closest('.toast')?.remove();
  });

  /* ---- toasts: leave by themselves unless someone is reading or pointing at them */
  const TOAST_MS = 8000;
  function linger(toast) {
    const leave = () => {
      if (toast.matches(':hover, :focus-within')) setTimeout(leave, TOAST_MS);
      else toast.remove();
    };
    setTimeout(leave, TOAST_MS);
  }

  function showToast(text, tone = 'ok') {
    const template = $('#toast-template');
    const place = $('.toasts');
    if (!template || !place) return;
    const toast = template.content.firstElementChild.cloneNode(true);
    toast.classList.add(`tone-${tone}`);
    $('.toast-text', toast).textContent = text;
    place.append(toast);
    linger(toast);
  }

  /* The server says it with: HX-Trigger: {"toast": {"text": "…", "tone": "ok"}} */
  document.addEventListener('toast', (event) => showToast(event.detail.text, event.detail.tone));

  /* ---- a session that ended answers with the login page: say so, and leave alone what is being typed */
  document.addEventListener('htmx:beforeSwap', (event) => {
    if (!new URL(event.detail.xhr.responseURL).pathname.endsWith('/login')) return;
    event.detail.shouldSwap = false;
    showToast($('.toasts').dataset.loggedOut, 'warn');
  });

  /* ---- keyboard: single keys, which can be switched off (WCAG 2.1.4) */
  const KEYS = 'countersign.keys';
  const keysOn = () => localStorage.getItem(KEYS) !== 'off';
  const typing = (element) =>
    element.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && !/^(radio|checkbox)$/.test(element.type));

  function move(step) {
    const links = $$('[data-rows] .row-link');
    if (links.length === 0) return;
    const now = links.indexOf(document.activeElement);
    const next = now < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(now + step, 0), links.length - 1);
    links[next].focus();
    links[next].scrollIntoView({block: 'nearest'});
  }

  /* Elements name their own key: <a data-key="n">. Inputs are checked or focused, the rest is clicked. */
  function press(key) {
    const target = $$('[data-key]').find((element) => element.dataset.key === key && element.checkVisibility());
    if (!target) return false;
    if (typing(target)) target.focus();
    else target.click();
    if (target.dataset.then) document.getElementById(target.dataset.then)?.focus();
    return true;
  }

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target.form) {
      event.preventDefault();
      event.target.form.requestSubmit(document.getElementById(event.target.dataset.enter));
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !keysOn() || typing(event.target) || $('dialog[open]')) return;
    if (event.key === 'j') move(1);
    else if (event.key === 'k') move(-1);
    else if (event.key === '?') openDialog('shortcuts');
    else if (!press(event.key)) return;
    event.preventDefault();
  });

  document.addEventListener('change', (event) => {
    const target = event.target;
    if (target.id === 'keys-on') localStorage.setItem(KEYS, target.checked ? 'on' : 'off');
    if ('submits' in target.dataset) target.form.requestSubmit();
  });

  /* ---- a form sent twice by an impatient hand is sent once */
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.method !== 'post' || event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'yes';
  });
  addEventListener('pageshow', () => $$('form[data-sent]').forEach((form) => delete form.dataset.sent));

  /* ---- the planner's calendar: what is dragged to another slot is pinned there, and the rest planned around it */
  let dragged = null;
  document.addEventListener('dragstart', (event) => {
    dragged = event.target.closest?.('[data-drag] [data-suggestion]') || null;
    if (dragged) event.dataTransfer.effectAllowed = 'move';
  });
  document.addEventListener('dragover', (event) => {
    const slot = dragged && event.target.closest?.('[data-slot]');
    $$('.slot.over').forEach((other) => other !== slot && other.classList.remove('over'));
    if (!slot || slot.contains(dragged)) return;
    event.preventDefault();
    slot.classList.add('over');
  });
  document.addEventListener('dragend', () => {
    dragged = null;
    $$('.slot.over').forEach((slot) => slot.classList.remove('over'));
  });
  document.addEventListener('drop', (event) => {
    const slot = dragged && event.target.closest('[data-slot]');
    if (!slot || slot.contains(dragged)) return;
    event.preventDefault();
    const form = slot.closest('form');
    $$('[name="pin"]', dragged).forEach((here) => here.remove());
    const pin = document.createElement('input');
    pin.type = 'hidden';
    pin.name = 'pin';
    pin.value = `${dragged.dataset.suggestion}/${slot.dataset.slot}`;
    form.append(pin);
    form.action = slot.closest('[data-drag]').dataset.drag;
    form.requestSubmit();
  });

  /* ---- a process model wider than its place begins where the token is, and stays where it was scrolled to */
  let scrolled = [];
  function showToken(model) {
    const here = $('.here', model)?.getBoundingClientRect();
    const frame = model.getBoundingClientRect();
    if (here) model.scrollLeft += here.left + here.width / 2 - frame.left - frame.width / 2;
  }
  document.addEventListener('htmx:beforeSwap', () => {
    scrolled = $$('.process').map((model) => model.scrollLeft);
  });
  document.addEventListener('htmx:afterSwap', () => {
    $$('.process').forEach((model, at) => {
      model.scrollLeft = scrolled[at] || 0;
    });
  });

  document.addEventListener('DOMContentLoaded', () => {
    $$('.toast').forEach(linger);
    $$('.process').forEach(showToken);
    const box = $('#keys-on');
    if (box) box.checked = keysOn();
  });
})();
