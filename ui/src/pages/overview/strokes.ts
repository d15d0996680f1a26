// How each series is drawn: a colour of the theme, and a pattern of dashes for whoever does not tell colours apart.

import { tokens } from "@fluentui/react-components";
import type { SeriesName } from "../../model/statistics";

export interface Stroke {
  colour: string;
  /** As SVG has it. */
  dashes: string | undefined;
}

const MAIN: Stroke = { colour: tokens.colorBrandForeground1, dashes: undefined };

export const STROKES: Record<SeriesName, Stroke> = {
  calls: MAIN,
  changes: MAIN,
  failures: { colour: tokens.colorStatusDangerForeground1, dashes: "2 2" },
  median: MAIN,
  p95: { colour: tokens.colorPaletteDarkOrangeForeground1, dashes: "5 3" },
  peak: MAIN,
  limit: { colour: tokens.colorStatusDangerForeground1, dashes: "12 3" },
  kept: { colour: tokens.colorNeutralForeground2, dashes: "4 4" },
};

/** What failed is filled whole, so that it stands out from the rest without its colour too. */
export function barOf(name: SeriesName): { fill: string; fillOpacity: number; stroke: string } {
  const { colour } = STROKES[name];
  return { fill: colour, fillOpacity: name === "failures" ? 1 : 0.3, stroke: colour };
}
