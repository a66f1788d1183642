interface Placed {
  readonly order?: number;
}

/** In the order that the build gave; the documents themselves are sorted by id. */
export function ordered<T extends Placed>(found: readonly T[]): readonly T[] {
  return [...found].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
}

/** By rank, as strings compare. */
export function byRank<T extends { readonly rank: string }>(found: readonly T[]): readonly T[] {
  return [...found].sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
}

/** The values under each key, in the order they come; keys in the order they first come. */
export function grouped<K, T>(found: readonly T[], key: (one: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const one of found) {
    const group = groups.get(key(one));
    if (group) group.push(one);
    else groups.set(key(one), [one]);
  }
  return groups;
}
