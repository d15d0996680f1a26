//! What only the program around the driver can do: windows, browsers, notifications, and ending.

use engine::{
    names::Attempt,
    view::{Notice, PagePurpose},
};
use url::Url;

/// Something that the host is asked to do, in this order.
#[derive(Clone, Debug, PartialEq)]
pub enum HostCommand {
    /// Show `address` in a window of ours, and ask [`crate::Handle::page_navigated`] about every navigation.
    /// Tell [`crate::Handle::page_closed`] when the person closes it.
    OpenPage {
        attempt: Attempt,
        purpose: PagePurpose,
        address: Url,
        redirect: Url,
    },
    /// Close that window, where it is still open.
    ClosePage {
        attempt: Attempt,
    },
    /// Open the person's own browser.
    OpenBrowser {
        address: Url,
    },
    Notify(Notice),
    /// Everything is cleared and on disk. The last command.
    Quit,
}
