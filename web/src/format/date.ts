const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `31 Dec 2017` from an ISO date or time; what is no date stays as it is. */
export function day(iso: string): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  const month = found && MONTHS[Number(found[2]) - 1];
  return found && month ? `${Number(found[3])} ${month} ${found[1]}` : iso;
}

/** What documents say where nothing in the data has a time. */
const NO_TIME = "1970-01-01";

/** From when to when; null where nothing in the data has a time. */
export function span(from: string, to: string): string | null {
  return from === NO_TIME && to === NO_TIME ? null : `${day(from)} to ${day(to)}`;
}
