const CIRCLE = "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18z";
const SHAPES: ReadonlyMap<string, string> = new Map(Object.entries({
  square: "M4 4h16v16H4z",
  triangle: "M12 3L22 20.5H2z",
  diamond: "M12 2L22 12L12 22L2 12z",
  pentagon: "M12 2.5L22 9.8L18.2 21.5H5.8L2 9.8z",
  hexagon: "M12 2L20.7 7v10L12 22L3.3 17V7z",
  star: "M12 2l3 6.6 7.2.8-5.4 4.9 1.5 7.1L12 17.8l-6.3 3.6 1.5-7.1L1.8 9.4 9 8.6z",
  cross: "M9 3h6v6h6v6h-6v6H9v-6H3V9h6z",
  drop: "M12 2c4 6 7 8.6 7 12.500a7 7 0 0 1-14 0C5 10.600 8 8 12 2z",
}));

const COLOUR = /^#[0-9a-fA-F]{6}$/;

/** Only a plain colour is taken from a document: anything else could be a request or a trick. */
export function safeColour(colour: string | null | undefined): string {
  return colour && COLOUR.test(colour) ? colour : "#5c6f6b";
}

interface Props {
  readonly glyph: string | null | undefined;
  readonly colour: string | null | undefined;
  readonly size?: number;
}

/** A persona's mark: shape and colour; its name always stands beside it. */
export function GlyphMark({ glyph, colour, size = 24 }: Props) {
  const shape = SHAPES.get(glyph ?? "") ?? CIRCLE;
  return (
    <svg class="glyph" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={shape} fill={safeColour(colour)} stroke="var(--glyph-edge)" stroke-width="1.2" />
    </svg>
  );
}

/** `Evening tram orderers` → `ET`. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /\p{L}/u.test(word));
  return words.slice(0, 2).map((word) => [...word][0]?.toUpperCase() ?? "").join("");
}
