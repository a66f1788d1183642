/** What a figure is about: `$persona`, `$step`, … in its query stand for these. */
export type Keys = Readonly<Record<string, string | number>>;

function literal(value: string | number): string {
  return typeof value === "number" ? String(value) : `'${value.replaceAll("'", "''")}'`;
}

/** The query with each `$name` that is known replaced by its value, as SQL text. */
export function filled(query: string, keys: Keys): string {
  return query.replace(/\$([a-z_]+)/g, (whole, name: string) =>
    Object.hasOwn(keys, name) ? literal(keys[name] ?? "") : whole,
  );
}
