// Which theme the window wears: the setting's, or the system's.

import { createHighContrastTheme, tokens, webDarkTheme, webLightTheme, type Theme as FluentTheme } from "@fluentui/react-components";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { Theme } from "../generated";
import { lazy } from "../model/lazy";

function useMedia(query: string): boolean {
  const media = useMemo(() => window.matchMedia(query), [query]);
  return useSyncExternalStore(
    useCallback(
      (changed: () => void) => {
        media.addEventListener("change", changed);
        return () => media.removeEventListener("change", changed);
      },
      [media],
    ),
    () => media.matches,
  );
}

/** For makeStyles. There the colours of hovering and of selection take quiet words and icons away; a frame does not. */
export const HIGH_CONTRAST = ':global([data-theme="high-contrast"])';

/** For makeStyles: what stands out from the page without being loud. */
export const SURFACE = {
  backgroundColor: tokens.colorNeutralBackground1,
  border: `1px solid ${tokens.colorNeutralStroke2}`,
  borderRadius: tokens.borderRadiusXLarge,
} as const;

export type Worn = "light" | "dark" | "high-contrast";

/**
 * What the system writes with. WebKitGTK looks for a font anew for each size and weight, and twice as long where one is
 * named: of the first page's time that is the largest part after the scripts.
 */
const FAMILY = navigator.userAgent.includes("Linux") ? "sans-serif" : "system-ui, sans-serif";
const FONTS = { fontFamilyBase: FAMILY, fontFamilyNumeric: FAMILY, fontFamilyMonospace: "monospace" } as const;

const THEMES: Record<Worn, () => FluentTheme> = {
  light: lazy(() => ({ ...webLightTheme, ...FONTS })),
  dark: lazy(() => ({ ...webDarkTheme, ...FONTS })),
  "high-contrast": lazy(() => ({ ...createHighContrastTheme(), ...FONTS })),
};

export function useTheme(setting: Theme): { worn: Worn; theme: FluentTheme } {
  const dark = useMedia("(prefers-color-scheme: dark)");
  const forced = useMedia("(forced-colors: active)");
  const system: Worn = forced ? "high-contrast" : dark ? "dark" : "light";
  const worn = setting === "system" ? system : setting;
  return { worn, theme: THEMES[worn]() };
}
