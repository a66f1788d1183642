import { signal } from "@preact/signals";

const query = typeof matchMedia === "function" ? matchMedia("screen and (max-width: 640px)") : null;
const narrow = signal(query?.matches ?? false);
query?.addEventListener("change", (event) => (narrow.value = event.matches));

/** Whether the screen is too narrow for a grid. */
export const useNarrow = (): boolean => narrow.value;
