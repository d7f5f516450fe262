import Pledgebook
import Foundation
import Synchronization

/// Standard error, and what is known of the terminal.
enum Terminal {
  /// One line on standard error. It may quote the book or a command, so what cannot be seen is shown.
  static func complain(_ text: String) { FileHandle.standardError.write(Data((text.visible + "\n").utf8)) }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// The columns of standard output; nil where it is no terminal.
  static var width: Int? {
    var size = winsize()
    guard isTerminal(STDOUT_FILENO), ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  /// The style of standard output: colour on a terminal, unless NO_COLOR is set (no-color.org).
  static var style: Style {
    let unwanted = ProcessInfo.processInfo.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    return Style(colour: isTerminal(STDOUT_FILENO) && !unwanted)
  }
}

/// Marks parts of a line for the eye.
struct Style {
  let colour: Bool

  func amount(_ text: String) -> String { colour ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  func warning(_ text: String) -> String { colour ? "\u{1B}[33m\(text)\u{1B}[0m" : text }

  /// What happened, on one line.
  func text(_ sentence: Sentence) -> String {
    sentence.text { part in
      let text = part.description.visible
      return switch part {
      case .words, .value: text
      case .money: amount(text)
      case .undone: warning(text)
      }
    }
  }
}

/// One line on standard error that shows how far long work is. Only where standard error is a terminal. Any thread.
final class ProgressBar: Sendable {
  let label: String
  /// The percents that stand there; nil where no line does.
  private let shown = Mutex<Int?>(nil)
  private let isShown = Terminal.isTerminal(STDERR_FILENO)

  init(_ label: String) { self.label = label }

  func update(_ done: UInt64, of total: UInt64) {
    guard isShown, total > 0 else { return }
    let percent = Int(min(done, total) * 100 / total)
    let bar = String(repeating: "#", count: percent * 30 / 100).padding(toLength: 30, withPad: ".", startingAt: 0)
    shown.withLock { shown in
      if shown != percent { write("\r\(label) [\(bar)] \(percent) %") }
      shown = percent
    }
  }

  /// Takes the line away, so that a result or a complaint has it to itself.
  func clear() {
    shown.withLock { shown in
      if shown != nil { write("\r\u{1B}[2K") }
      shown = nil
    }
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
