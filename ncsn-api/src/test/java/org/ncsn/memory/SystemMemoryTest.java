package org.ncsn.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemMemoryTest {
  private static final long MB = 1 << 20;
  private static final String MACHINE = "this machine's memory";
  private static final String GROUP = "the memory of the process's control group";
  private static final String ADDRESSES = "the process's limit (ulimit -v)";
  private static final String DATA = "the process's limit (ulimit -d)";

  @TempDir private Path root;

  @BeforeEach
  void processOnAMachineWithoutLimits() throws IOException {
    write("proc/meminfo", "MemTotal: 4096000 kB", "MemFree: 1024 kB", "MemAvailable: 2048000 kB");
    write(
        "proc/self/status",
        "Name:\tjava",
        "VmSize:\t  512000 kB",
        "VmData:\t  256000 kB",
        "VmRSS:\t  204800 kB",
        "RssAnon:\t  102400 kB");
    limits("unlimited", "unlimited");
  }

  @Test
  void machineWithoutLimitsHasWhatItsSystemCallsAvailable() {
    assertThat(rooms()).containsExactly(new Room(MACHINE, 2000 * MB, 100 * MB));
  }

  @Test
  void swapIsMemory() throws IOException {
    write("proc/meminfo", "MemAvailable: 2048000 kB", "SwapFree: 1024000 kB");
    assertThat(rooms()).containsExactly(new Room(MACHINE, 3000 * MB, 100 * MB));
  }

  @Test
  void limitsOfTheProcessLeaveWhatItDoesNotTakeYet() throws IOException {
    limits("1048576000", "524288000");
    assertThat(rooms())
        .contains(new Room(ADDRESSES, 500 * MB, 500 * MB), new Room(DATA, 250 * MB, 250 * MB));
  }

  @Test
  void limitBelowWhatIsTakenLeavesNothing() throws IOException {
    limits("1048576", "unlimited");
    assertThat(rooms()).contains(new Room(ADDRESSES, 0, 500 * MB));
  }

  @Test
  void groupOfTheFirstVersionLeavesItsLimitWithoutItsUsageAndKeepsFilesForOthers()
      throws IOException {
    write("proc/self/cgroup", "9:name=systemd:/", "4:cpu,memory:/jobs/a", "0::/");
    firstVersion("jobs/a", 1000 * MB, 700 * MB, 50 * MB);
    assertThat(rooms()).contains(new Room(GROUP, 350 * MB, 100 * MB));
  }

  @Test
  void strictestOfTheGroupsAboveDecides() throws IOException {
    write("proc/self/cgroup", "4:memory:/jobs/a");
    firstVersion("jobs/a", 1000 * MB, 100 * MB, 0);
    firstVersion("jobs", 500 * MB, 300 * MB, 0);
    assertThat(rooms()).contains(new Room(GROUP, 200 * MB, 100 * MB));
  }

  @Test
  void containerFindsItsGroupInThePlaceOfTheMount() throws IOException {
    write("proc/self/cgroup", "4:memory:/docker/0123456789ab");
    firstVersion("", 1000 * MB, 100 * MB, 0);
    assertThat(rooms()).contains(new Room(GROUP, 900 * MB, 100 * MB));
  }

  @Test
  void groupBesideTheMountIsTheMount() throws IOException {
    write("proc/self/cgroup", "0::/../../elsewhere");
    secondVersion("", "1048576000", 100 * MB, 0);
    assertThat(rooms()).contains(new Room(GROUP, 900 * MB, 100 * MB));
  }

  @Test
  void groupOfTheFirstVersionWithoutLimitHasANumberBeyondAnyMachine() throws IOException {
    write("proc/self/cgroup", "4:memory:/");
    firstVersion("", 9223372036854771712L, 100 * MB, 0);
    assertThat(rooms()).extracting(Room::limit).containsExactly(MACHINE);
  }

  @Test
  void groupOfTheFirstVersionMaySwapUpToItsLimitOfBoth() throws IOException {
    write("proc/meminfo", "MemAvailable: 2048000 kB", "SwapFree: 1024000 kB");
    write("proc/self/cgroup", "4:memory:/");
    firstVersion("", 1000 * MB, 800 * MB, 0);
    assertThat(free(GROUP)).isEqualTo(1200 * MB);
    write("sys/fs/cgroup/memory/memory.memsw.limit_in_bytes", "" + 1100 * MB);
    write("sys/fs/cgroup/memory/memory.memsw.usage_in_bytes", "" + 800 * MB);
    assertThat(free(GROUP)).isEqualTo(300 * MB);
  }

  @Test
  void groupOfTheSecondVersionLeavesItsLimitWithoutItsUsageAndKeepsFilesForOthers()
      throws IOException {
    write("proc/self/cgroup", "0::/user/session");
    secondVersion("user/session", "max", 100 * MB, 0);
    secondVersion("user", "1048576000", 700 * MB, 30 * MB);
    assertThat(rooms()).contains(new Room(GROUP, 330 * MB, 100 * MB));
  }

  @Test
  void groupOfTheSecondVersionMaySwapUpToItsLimit() throws IOException {
    write("proc/meminfo", "MemAvailable: 2048000 kB", "SwapFree: 1024000 kB");
    write("proc/self/cgroup", "0::/");
    secondVersion("", "1048576000", 700 * MB, 0);
    write("sys/fs/cgroup/memory.swap.max", "0");
    assertThat(free(GROUP)).isEqualTo(300 * MB);
    write("sys/fs/cgroup/memory.swap.max", "max");
    assertThat(free(GROUP)).isEqualTo(1300 * MB);
  }

  @Test
  void filesThatSaySomethingElseAreNoLimits() throws IOException {
    write("proc/self/limits", "Max address space", "\0\0\0", "Max data size none none bytes");
    write("proc/self/cgroup", "memory", "4:memory", "0::/a");
    write("sys/fs/cgroup/a/memory.max", "plenty");
    assertThat(rooms()).extracting(Room::limit).containsExactly(MACHINE);
  }

  @Test
  void systemThatTellsNothingHasWhatTheMachineHasInAll() throws IOException {
    Files.delete(root.resolve("proc/meminfo"));
    assertThat(rooms()).singleElement().matches(room -> room.free() > 0 && room.held() == 0);
  }

  @Test
  void thisMachineHasSomeMemory() {
    assertThat(SystemMemory.here().rooms()).isNotEmpty().allMatch(room -> room.free() > 0);
  }

  private List<Room> rooms() {
    return new SystemMemory(root).rooms();
  }

  private long free(String limit) {
    return rooms().stream().filter(room -> room.limit().equals(limit)).findFirst().get().free();
  }

  private void limits(String addresses, String data) throws IOException {
    write(
        "proc/self/limits",
        "Limit                     Soft Limit           Hard Limit           Units     ",
        "Max cpu time              unlimited            unlimited            seconds   ",
        String.format(
            Locale.ROOT, "Max data size             %-20s unlimited            bytes     ", data),
        "Max stack size            8388608              unlimited            bytes     ",
        String.format(
            Locale.ROOT,
            "Max address space         %-20s unlimited            bytes     ",
            addresses));
  }

  private void firstVersion(String group, long limit, long usage, long files) throws IOException {
    String folder = "sys/fs/cgroup/memory/" + group + "/";
    write(folder + "memory.limit_in_bytes", "" + limit);
    write(folder + "memory.usage_in_bytes", "" + usage);
    write(folder + "memory.stat", "cache 1", "total_inactive_file " + files, "inactive_file 7");
  }

  private void secondVersion(String group, String limit, long usage, long files)
      throws IOException {
    String folder = "sys/fs/cgroup/" + group + "/";
    write(folder + "memory.max", limit);
    write(folder + "memory.current", "" + usage);
    write(folder + "memory.stat", "anon 1", "active_file " + files);
  }

  private void write(String file, String... lines) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.write(path, List.of(lines));
  }
}
