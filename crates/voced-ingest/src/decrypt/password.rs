//! Excel's own password.

/// As it is written (MS-OFFCRYPTO 2.4.2.3).
const PASSWORD: &str = "VelvetSweatshop";

/// The password as it is hashed.
pub(super) fn password() -> Vec<u8> {
    PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
