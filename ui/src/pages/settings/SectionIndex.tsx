// The way to each section of the settings, which says in which one the reader is: a list beside them, or a choice above.

import { Button, Dropdown, makeStyles, mergeClasses, Option, tokens } from "@fluentui/react-components";
import { useCallback, useEffect, useRef, useState } from "react";
import { useSay } from "../../components/window";

/** For makeStyles: where the list has room beside the sections. */
export const BESIDE = "@media (min-width: 1100px)";

const useStyles = makeStyles({
  index: {
    position: "sticky",
    top: 0,
    zIndex: 2,
    padding: `${tokens.spacingVerticalS} 0`,
    backgroundColor: tokens.colorNeutralBackground2,
    [BESIDE]: { top: tokens.spacingVerticalXXL, padding: 0 },
  },
  choice: { width: "320px", [BESIDE]: { display: "none" } },
  list: { display: "none", listStyle: "none", margin: 0, padding: 0, flexDirection: "column", gap: tokens.spacingVerticalXXS, [BESIDE]: { display: "flex" } },
  way: { width: "100%", justifyContent: "flex-start", textAlign: "left", fontWeight: tokens.fontWeightRegular },
  here: {
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandBackground}`,
    "@media (forced-colors: active)": { borderLeft: "3px solid Highlight" },
  },
});

export function anchor(section: string): string {
  return `settings-${section}`;
}

export function reveal(section: string): void {
  const target = document.getElementById(anchor(section));
  target?.scrollIntoView({ block: "start" });
  target?.focus({ preventScroll: true });
}

export function SectionIndex({ sections }: { sections: readonly string[] }) {
  const styles = useStyles();
  const say = useSay();
  const { current, go } = useCurrent(sections);
  const word = (section: string) => say(`settings-${section}`);
  return (
    <nav className={styles.index} aria-label={say("settings-index")}>
      <Dropdown
        className={styles.choice}
        aria-label={say("settings-index")}
        value={current === "" ? "" : word(current)}
        selectedOptions={[current]}
        onOptionSelect={(_, { optionValue }) => optionValue !== undefined && go(optionValue)}
        data-testid="settings-choice"
      >
        {sections.map((section) => (
          <Option key={section} value={section}>
            {word(section)}
          </Option>
        ))}
      </Dropdown>
      <ul className={styles.list}>
        {sections.map((section) => (
          <li key={section}>
            <Button
              appearance="subtle"
              className={mergeClasses(styles.way, section === current && styles.here)}
              aria-current={section === current ? "location" : undefined}
              onClick={() => go(section)}
              data-testid={`to-${section}`}
            >
              {word(section)}
            </Button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A section is reached when its top is above this line, in pixels. */
const LINE = 120;

/** So long what was gone to stays the current section: the last ones cannot be scrolled to the top. In milliseconds. */
const WAY = 600;

function useCurrent(sections: readonly string[]): { current: string; go: (section: string) => void } {
  const [reached, setReached] = useState("");
  const gone = useRef(-Infinity);
  useEffect(() => {
    const look = ({ timeStamp }: Event) => {
      if (timeStamp - gone.current < WAY) return;
      setReached(sections.findLast((section) => (document.getElementById(anchor(section))?.getBoundingClientRect().top ?? Infinity) < LINE) ?? "");
    };
    // Whatever it is that scrolls around the page.
    document.addEventListener("scroll", look, { capture: true, passive: true });
    return () => document.removeEventListener("scroll", look, { capture: true });
  }, [sections]);
  const go = useCallback((section: string) => {
    gone.current = performance.now();
    setReached(section);
    reveal(section);
  }, []);
  return { current: sections.includes(reached) ? reached : (sections[0] ?? ""), go };
}
