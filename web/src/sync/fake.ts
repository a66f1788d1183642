import { file, type Pages } from "./file";
import type { Host } from "./host";

/** A host for tests. */
export const fake = (pages: Pages): Host => file(pages, "fake");
