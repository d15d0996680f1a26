import { act, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { open } from "./open";

describe("closing the window where no tray could call it back", () => {
  it("asks, and quits when that is chosen", async () => {
    const { host, user } = open("attention");
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    act(() => host.close());
    expect(screen.getByRole("dialog")).toHaveAccessibleName("Quit, or keep running?");
    await user.click(screen.getByTestId("closing-quit"));
    expect(host.sent).toEqual([{ kind: "quit" }]);
  });

  it("minimises the window when the program is to keep running", async () => {
    const { host, user } = open("attention");
    act(() => host.close());
    await user.click(screen.getByTestId("closing-keep"));
    expect(host.minimised).toBe(1);
    expect(host.sent).toEqual([]);
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  });

  it.each(["closing-cancel", "Escape"])("changes nothing after %s", async (way) => {
    const { host, user } = open("attention");
    act(() => host.close());
    await (way === "Escape" ? user.keyboard("{Escape}") : user.click(screen.getByTestId(way)));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(host.minimised).toBe(0);
    expect(host.sent).toEqual([]);
  });
});
