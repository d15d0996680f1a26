// The way between the pages: a rail like that of Teams, wide where there is room.

import { CounterBadge, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import {
  History20Filled,
  History20Regular,
  Home20Filled,
  Home20Regular,
  People20Filled,
  People20Regular,
  Settings20Filled,
  Settings20Regular,
  TaskListSquareLtr20Filled,
  TaskListSquareLtr20Regular,
  Warning20Filled,
  Warning20Regular,
} from "./icons";
import { useSay } from "./window";

export const PAGES = ["overview", "people", "problems", "activity", "setup", "settings"] as const;
export type PageName = (typeof PAGES)[number];

const ICONS: Record<PageName, { here: ReactElement; there: ReactElement }> = {
  overview: { here: <Home20Filled />, there: <Home20Regular /> },
  people: { here: <People20Filled />, there: <People20Regular /> },
  problems: { here: <Warning20Filled />, there: <Warning20Regular /> },
  activity: { here: <History20Filled />, there: <History20Regular /> },
  setup: { here: <TaskListSquareLtr20Filled />, there: <TaskListSquareLtr20Regular /> },
  settings: { here: <Settings20Filled />, there: <Settings20Regular /> },
};

const WIDE = "@media (min-width: 1240px)";

const useStyles = makeStyles({
  nav: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXS}`,
    width: "92px",
    boxSizing: "border-box",
    backgroundColor: tokens.colorNeutralBackground4,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    [WIDE]: { width: "220px", padding: tokens.spacingHorizontalM },
  },
  list: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  item: {
    position: "relative",
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    gap: "2px",
    width: "100%",
    padding: `${tokens.spacingVerticalS} 2px`,
    border: "none",
    borderRadius: tokens.borderRadiusMedium,
    background: "none",
    color: tokens.colorNeutralForeground2,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase100,
    lineHeight: tokens.lineHeightBase100,
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover, color: tokens.colorNeutralForeground1Hover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
    [WIDE]: {
      flexDirection: "row",
      gap: tokens.spacingHorizontalM,
      padding: `10px ${tokens.spacingHorizontalM}`,
      fontSize: tokens.fontSizeBase300,
      lineHeight: tokens.lineHeightBase300,
    },
  },
  here: {
    color: tokens.colorBrandForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    // Where one is already, there is nothing to light up.
    ":hover": { color: tokens.colorBrandForeground1, backgroundColor: tokens.colorNeutralBackground1 },
    "::before": {
      content: '""',
      position: "absolute",
      left: 0,
      top: "25%",
      bottom: "25%",
      width: "3px",
      borderRadius: tokens.borderRadiusCircular,
      backgroundColor: tokens.colorCompoundBrandBackground,
      "@media (forced-colors: active)": { backgroundColor: "Highlight" },
    },
  },
  icon: { display: "inline-flex" },
  badge: { position: "absolute", top: "2px", right: "12px", [WIDE]: { position: "static", marginLeft: "auto" } },
});

export interface NavProps {
  page: PageName;
  problems: number;
  onGo: (page: PageName) => void;
}

export function Nav({ page, problems, onGo }: NavProps) {
  const styles = useStyles();
  const say = useSay();
  return (
    <nav className={styles.nav} aria-label={say("nav-label")}>
      <ul className={styles.list}>
        {PAGES.map((name) => (
          <li key={name}>
            <button
              type="button"
              className={mergeClasses(styles.item, name === page && styles.here)}
              aria-current={name === page ? "page" : undefined}
              data-testid={`nav-${name}`}
              onClick={() => onGo(name)}
            >
              <span className={styles.icon} aria-hidden>
                {name === page ? ICONS[name].here : ICONS[name].there}
              </span>
              {/* The name is what can be read, so that it can also be spoken: “Problems 7”. */}
              <span>{say(`nav-${name}`)} </span>
              {name === "problems" && problems > 0 && (
                <CounterBadge className={styles.badge} count={problems} overflowCount={99} size="small" color="danger" />
              )}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
