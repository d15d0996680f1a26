// What can be done with the people who are selected, beside the pointer or the cell.

import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover } from "@fluentui/react-components";
import { useSay, usePart } from "../../components/window";
import type { Row } from "../../generated";
import { goTo } from "../../model/place";
import { useAct } from "../matching/Deeds";
import { useCopy } from "../matching/giving";

export interface RowMenuProps {
  /** At least one; the first is the one that was pointed at. */
  rows: readonly Row[];
  place: DOMRect;
  onOpen: () => void;
  onCopy: () => void;
  onMatch: () => void;
  onCorrect: () => void;
  onClose: () => void;
}

export function RowMenu({ rows, place, onOpen, onCopy, onMatch, onCorrect, onClose }: RowMenuProps) {
  const say = useSay();
  const copy = useCopy();
  const act = useAct();
  const setup = usePart((view) => view.setup);
  const [row] = rows;
  if (row === undefined) return null;
  const { extension } = row;
  const emails = rows.map(({ email }) => email).filter((email) => email !== "");
  const taken = rows.filter(({ state }) => state !== "excluded");
  const excluded = rows.filter(({ state }) => state === "excluded");
  const leave = (people: readonly Row[]) => people.map((each) => ({ kind: "exclude", extension: each.extension }) as const);
  const take = (people: readonly Row[]) => people.map((each) => ({ kind: "include", extension: each.extension }) as const);
  return (
    <Menu
      open
      onOpenChange={(_, { open }) => !open && onClose()}
      positioning={{ target: { getBoundingClientRect: () => place }, position: "below", align: "start" }}
    >
      <MenuPopover data-testid="row-menu">
        <MenuList aria-label={say("row-menu", { name: row.name, count: rows.length })}>
          <MenuItem onClick={onOpen} disabled={rows.length > 1} data-testid="row-open">
            {say("row-open")}
          </MenuItem>
          <MenuItem onClick={() => goTo("activity", extension)} disabled={rows.length > 1} data-testid="row-activity">
            {say("row-activity")}
          </MenuItem>
          <MenuDivider />
          <MenuItem onClick={onCopy} secondaryContent={say("row-copy-keys")} data-testid="row-copy">
            {say("row-copy", { count: rows.length })}
          </MenuItem>
          <MenuItem onClick={() => copy(emails.join("; "), say("emails-copied", { count: emails.length }))} disabled={emails.length === 0} data-testid="row-copy-email">
            {say("row-copy-email", { count: emails.length })}
          </MenuItem>
          <MenuDivider />
          <MenuItem onClick={onMatch} disabled={rows.length > 1} data-testid="row-match">
            {say(row.user === null ? "match-to" : "match-other")}
          </MenuItem>
          {setup.cloudya.emails !== null && (
            <MenuItem onClick={onCorrect} disabled={rows.length > 1} data-testid="row-correct">
              {say(row.email === "" ? "correct-enter" : "correct")}
            </MenuItem>
          )}
          {taken.length > 0 && (
            <MenuItem
              onClick={() => act({ text: say("deed-excluded", { count: taken.length }), requests: leave(taken), inverse: take(taken) })}
              data-testid="row-exclude"
            >
              {say("row-exclude", { count: taken.length })}
            </MenuItem>
          )}
          {excluded.length > 0 && (
            <MenuItem
              onClick={() =>
                act({
                  text: excluded.length === 1 ? say("deed-included", { extension: excluded[0]?.extension ?? "" }) : say("deed-included-several", { count: excluded.length }),
                  requests: take(excluded),
                  inverse: leave(excluded),
                })
              }
              data-testid="row-include"
            >
              {say("row-include", { count: excluded.length })}
            </MenuItem>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
