/** Cohen's words for an effect size, with the way it points. */
export function strength(effect: number): string {
  const size = Math.abs(effect);
  const word = size >= 0.8 ? "large" : size >= 0.5 ? "medium" : size >= 0.2 ? "small" : "slight";
  return `${effect >= 0 ? "▲" : "▼"} ${word}`;
}
