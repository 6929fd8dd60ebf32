package org.ncsn.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.error.UserError;

class DownloadTest {
  private static final byte[] CONTENT = "0123456789".repeat(10_000).getBytes(UTF_8);

  @TempDir Path folder;

  private final List<Long> progress = new ArrayList<>();
  private FileServer server;
  private Path target;
  private Path part;
  private String md5;

  @BeforeEach
  void serve() throws IOException {
    server = new FileServer(CONTENT);
    target = folder.resolve("data/digits.gz");
    part = folder.resolve("data/digits.gz.part");
    md5 = Checksums.md5(Files.write(folder.resolve("copy"), CONTENT));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void fetchesAFileAndTellsHowItGrows() {
    fetch();
    assertThat(target).hasBinaryContent(CONTENT);
    assertThat(part).doesNotExist();
    assertThat(progress).isSorted().endsWith((long) CONTENT.length);
    assertThat(server.requests()).containsExactly("/files/digits.gz all");
  }

  @Test
  void checksWhicheverChecksumIsPublished() throws IOException {
    String sha256 = Checksums.of("SHA-256", folder.resolve("copy"));
    Download download = download(server.base());
    String wrong = "0".repeat(64);
    assertThatThrownBy(() -> download.fetch(target, CONTENT.length, Checksum.sha256(wrong)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("it came with SHA-256 " + sha256 + ", expected " + wrong + "; put");
    download.fetch(target, CONTENT.length, Checksum.sha256(sha256));
    assertThat(target).hasBinaryContent(CONTENT);
  }

  @Test
  void goesOnWhereAnEarlierAttemptEnded() throws IOException {
    writePart(Arrays.copyOf(CONTENT, 60_000));
    fetch();
    assertThat(target).hasBinaryContent(CONTENT);
    assertThat(server.requests()).containsExactly("/files/digits.gz bytes=60000-");
    assertThat(progress).allMatch(done -> done > 60_000);
  }

  @Test
  void goesOnAfterTheServerHungUp() {
    server.hangUpAfter(50_000);
    assertThatThrownBy(this::fetch)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot download " + server.base() + "digits.gz: ");
    assertThat(target).doesNotExist();
    server.hangUpAfter(CONTENT.length);
    fetch();
    assertThat(target).hasBinaryContent(CONTENT);
  }

  @Test
  void startsAgainIfTheServerKnowsNoRanges() throws IOException {
    server.ignoreRanges();
    writePart(Arrays.copyOf(CONTENT, 60_000));
    fetch();
    assertThat(target).hasBinaryContent(CONTENT);
  }

  @Test
  void startsAgainIfTheEarlierPieceWasBad() throws IOException {
    writePart(new byte[60_000]);
    fetch();
    assertThat(target).hasBinaryContent(CONTENT);
    assertThat(server.requests())
        .containsExactly("/files/digits.gz bytes=60000-", "/files/digits.gz all");
  }

  @Test
  void refusesAFileWithAnotherChecksum() throws IOException {
    String wrong = "0".repeat(32);
    assertThatThrownBy(() -> download(server.base()).fetch(target, CONTENT.length, wrong))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "cannot download %sdigits.gz: it came with MD5 %s, expected %s; put the file digits.gz"
                + " into %s by hand, or run again when the network allows",
            server.base(), md5, wrong, target.getParent());
    assertThat(target).doesNotExist();
    assertThat(part).doesNotExist();
  }

  @Test
  void refusesAFileThatIsLargerThanPublished() {
    assertThatThrownBy(() -> download(server.base()).fetch(target, 1000, md5))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the server sends more than the published 1000 bytes");
    assertThat(target).doesNotExist();
  }

  @Test
  void saysWhatTheServerAnswered() {
    assertThatThrownBy(() -> download(server.base().resolve("/nowhere/")).fetch(target, 1, md5))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the server answered with status 404; put the file digits.gz into");
  }

  @Test
  void saysThatAServerCannotBeReached() {
    server.close();
    assertThatThrownBy(this::fetch)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("localhost cannot be reached; put the file digits.gz into");
  }

  @Test
  void saysThatANameCannotBeResolved() {
    URI unknown = URI.create("http://no-such-host.invalid/");
    assertThatThrownBy(() -> download(unknown).fetch(target, 1, md5))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no-such-host.invalid");
  }

  @Test
  void givesUpOnAServerThatFallsSilent() {
    server.fallSilentAfter(50_000);
    Download impatient =
        new Download(
            server.base(), Duration.ofMillis(300), (file, done, total) -> progress.add(done));
    assertThatThrownBy(() -> impatient.fetch(target, CONTENT.length, md5))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nothing came for");
    assertThat(part).hasSize(50_000);
  }

  @Test
  void saysThatTheFileCannotBeWritten() throws IOException {
    Files.createDirectories(part);
    assertThatThrownBy(this::fetch)
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("cannot write " + target);
  }

  @Test
  void saysThatTheFolderCannotBeMade() throws IOException {
    Files.writeString(folder.resolve("data"), "a file where the folder should be");
    assertThatThrownBy(this::fetch)
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("cannot write " + target);
  }

  private void fetch() {
    download(server.base()).fetch(target, CONTENT.length, md5);
  }

  private Download download(URI base) {
    return new Download(base, (file, done, total) -> progress.add(done));
  }

  private void writePart(byte[] content) throws IOException {
    Files.createDirectories(part.getParent());
    Files.write(part, content);
  }
}
