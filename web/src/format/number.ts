const MINUS = "\u2212";
const EN = "en";

function plain(value: number, digits: number): string {
  const text = new Intl.NumberFormat(EN, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    Math.abs(value),
  );
  return value < 0 && Number(text.replaceAll(",", "")) !== 0 ? MINUS + text : text;
}

/** `27%`, `4.2%`, `99.7%`, `<0.1%`: whole points from ten to 95, a tenth beyond, as intervals there have. */
export function share(value: number): string {
  const points = value * 100;
  const size = Math.abs(points);
  if (points !== 0 && size < 0.05) return "<0.1%";
  if (size >= 99.95 && size < 100) return ">99.9%";
  const tenths = (size < 9.95 && points !== 0) || (size > 95 && size < 100);
  return `${plain(points, tenths ? 1 : 0)}%`;
}

const UNITS = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
] as const;

/** The two largest units that count: `2 d 4 h`, `1 min 50 s`, `40 s`. */
export function duration(microseconds: number): string {
  let rest = Math.round(Math.abs(microseconds) / 1e6);
  const parts: string[] = [];
  for (const [name, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest %= size;
    if (count > 0 || (name === "s" && parts.length === 0)) parts.push(`${count}\u202f${name}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return (microseconds < 0 ? MINUS : "") + parts.join(" ");
}

export function count(value: number): string {
  if (Number.isInteger(value)) return plain(value, 0);
  const size = Math.abs(value);
  return plain(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.095 ? 2 : 3);
}

export function money(value: number, currency: string): string {
  const digits = Math.abs(value) >= 1000 ? 0 : 2;
  const style = { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(EN, style).format(value).replace("-", MINUS);
}

const WEEKDAY = "weekday (1 = Monday)";
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const CURRENCY = /^[A-Z]{3}$/;
const COUNTED = new Set(["customers", "visits", "events", "rows", "lines", "answers", "people", "ratio", "effect", "texts", "sentences", "themes", "scale", "correlation", "strength"]);

/** A value in its unit, for people. */
export function spoken(value: number, unit: string): string {
  if (unit === "share") return share(value);
  if (unit === "microseconds") return duration(value);
  if (unit === "points") return signed(value, plain(value, 1));
  if (unit === "sentiment") return signed(value, plain(value, 2));
  if (CURRENCY.test(unit)) return money(value, unit);
  if (unit === WEEKDAY) return WEEKDAYS[value - 1] ?? count(value);
  if (unit === "hour") return `${count(value)}:00`;
  return COUNTED.has(unit) || unit === "" ? count(value) : `${count(value)} ${unit}`;
}

function signed(value: number, text: string): string {
  return value > 0 ? `+${text}` : text;
}

/** A difference: with its sign, and shares in points of a hundred. */
export function difference(value: number, unit: string): string {
  if (unit !== "share") return unit === "points" ? spoken(value, unit) : signed(value, spoken(value, unit));
  const points = value * 100;
  return `${signed(points, plain(points, Math.abs(points) < 9.95 ? 1 : 0))} pts`;
}

function bound(value: number, unit: string, wide: number): string {
  if (unit === "share") return plain(value * 100, wide >= 0.05 ? 0 : 1);
  return unit === "microseconds" || unit === "points" || unit === "sentiment" || CURRENCY.test(unit) ? spoken(value, unit) : count(value);
}

/** An interval beside its value: `24.9–29.2`, and `−0.8 to 1.1` where a sign would confuse the dash. */
export function interval(lo: number, hi: number, unit: string): string {
  const [low, high] = [bound(lo, unit, hi - lo), bound(hi, unit, hi - lo)];
  return lo < 0 || unit === "microseconds" || unit === "sentiment" ? `${low} to ${high}` : `${low}\u2013${high}`;
}
