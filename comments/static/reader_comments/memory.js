// What this browser remembers for its reader. A browser may refuse storage (private window, full disk); then nothing
// is remembered, and all else works.

export const memory = {
  get(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  },
  set(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(value));
    } catch { /* see above */ }
  },
};
