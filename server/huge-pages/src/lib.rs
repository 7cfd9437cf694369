//! Memory that the kernel is asked to back by huge pages (madvise(2), `MADV_HUGEPAGE`).
//!
//! Argon2 jumps about in 19 MiB, so with pages of 4 KiB much of its time goes into finding the pages; with pages of
//! 2 MiB it is faster by 4 to 18 % (docs/decisions/0007). No safe crate gives this advice for memory of a type that
//! is not plain bytes, hence a room of its own for one unsafe call.

/// An empty vector with room for `length` items, for whose memory huge pages were asked for.
///
/// A kernel that has none to give, or is told to give none, backs the memory as always.
#[must_use]
pub fn vec_with_capacity<T>(length: usize) -> Vec<T> {
    let mut memory = Vec::with_capacity(length);
    advise(memory.spare_capacity_mut());
    memory
}

#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
fn advise<T>(memory: &mut [T]) {
    use rustix::mm::{Advice, madvise};

    let page = rustix::param::page_size();
    let start = memory.as_mut_ptr().cast::<u8>();
    let before_first_page = start.align_offset(page);
    let Some(whole) = size_of_val(memory).checked_sub(before_first_page) else { return };
    let pages = whole / page * page;
    // SAFETY: the range lies within `memory`, which is borrowed mutably; this advice changes neither what the memory
    // holds nor what may be done with it, only how it is backed.
    let advised = unsafe { madvise(start.wrapping_add(before_first_page).cast(), pages, Advice::LinuxHugepage) };
    // EINVAL: a kernel built without them. Nothing else changes, so nothing is to be done.
    let _kernel_has_none = advised;
}

#[cfg(not(target_os = "linux"))]
fn advise<T>(_memory: &mut [T]) {}

#[cfg(test)]
mod tests {
    use super::vec_with_capacity;

    #[test]
    fn the_memory_holds_what_it_is_given() {
        for length in [0, 1, 511, 512, 513, 3_000_000] {
            let mut memory = vec_with_capacity::<u64>(length);
            assert!(memory.is_empty() && memory.capacity() >= length);
            memory.extend(0..length as u64);
            assert!(memory.iter().copied().eq(0..length as u64), "{length}");
        }
    }
}
