//! What differs between a native target and a browser (`wasm32-unknown-unknown`): timers, whether a
//! future can go to another thread, and what the HTTP client can be told.

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod browser;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
mod native;

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub use browser::Sleep;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(super) use browser::*;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub use native::Sleep;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(super) use native::*;
