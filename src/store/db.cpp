#include "store/db.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <semaphore>
#include <thread>

#include "store/connection.h"

namespace gangway::store {
namespace {

constexpr std::size_t kBatch = 256;  // commands in one commit at most: bounds how long the first one waits

}  // namespace

std::int64_t ReadTx::execute(std::string_view sql, std::span<const Param> params,
                             const std::function<void(const Row&)>& visit) const {
  return connection_.execute(sql, params, visit);
}

void Tx::script(std::string_view sql) { connection_.script(sql); }

// The writer thread with its queue, and the pool of readers.
class Db::Body {
 public:
  Body(std::string name, Options options)
      : name_(std::move(name)), options_(options), writer_(name_, Connection::Access::Write) {
    thread_ = std::thread([this] { write_until_stopped(); });
  }
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;

  ~Body() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }

  void submit(const std::function<Outcome(Tx&)>& work) {
    if (std::this_thread::get_id() == thread_.get_id()) {
      throw std::logic_error("in_transaction inside in_transaction");
    }
    Command command(work);
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(&command);
    }
    wake_.notify_one();
    command.done.acquire();
    if (command.failure) std::rethrow_exception(command.failure);
  }

  void lend_reader(const std::function<void(const ReadTx&)>& work) {
    if (is_in_memory()) {
      submit([&](Tx& tx) {
        work(tx);
        return Outcome::RollBack;
      });
      return;
    }
    const Loan loan(*this);
    loan.connection->command("BEGIN");
    const EndRead end{*loan.connection};
    work(ReadTx(*loan.connection));
  }

  void backup_to(const std::filesystem::path& file) const {
    Connection(name_, Connection::Access::Read).copy_to(file.string());
  }

  void fail_after(int statements) { writer_.fail_after(statements); }

 private:
  struct Command {
    explicit Command(const std::function<Outcome(Tx&)>& the_work) : work(the_work) {}
    const std::function<Outcome(Tx&)>& work;
    std::exception_ptr failure;
    std::binary_semaphore done{0};
  };

  // A pooled connection for the time of one read.
  struct Loan {
    explicit Loan(Body& the_body) : body(the_body), connection(the_body.borrow()) {}
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    ~Loan() { body.give_back(std::move(connection)); }
    Body& body;
    std::unique_ptr<Connection> connection;
  };

  struct EndRead {
    Connection& connection;
    ~EndRead() {
      try {
        connection.command("ROLLBACK");
      } catch (const Failure&) {
        // The failure that brought us here is on its way to the caller already.
      }
    }
  };

  [[nodiscard]] bool is_in_memory() const { return name_ == ":memory:"; }

  void write_until_stopped() {
    while (true) {
      const auto batch = next_batch();
      if (batch.empty()) return;
      run(batch);
      for (auto* command : batch) command->done.release();
    }
  }

  // Everything that waits, in order; empty only when the database is closed.
  std::vector<Command*> next_batch() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
    const auto limit = options_.gathering == Gathering::Single ? 1 : kBatch;
    const auto count = static_cast<std::ptrdiff_t>(std::min(waiting_.size(), limit));
    std::vector<Command*> batch(waiting_.begin(), waiting_.begin() + count);
    waiting_.erase(waiting_.begin(), waiting_.begin() + count);
    return batch;
  }

  void run(const std::vector<Command*>& batch) {
    try {
      writer_.command("BEGIN IMMEDIATE");
      for (auto* command : batch) run(*command);
      writer_.command("COMMIT");
    } catch (...) {
      // Nothing of the batch is durable. A command that failed by itself keeps its own reason.
      abandon();
      for (auto* command : batch) {
        if (!command->failure) command->failure = std::current_exception();
      }
    }
  }

  // Throws only when the whole transaction is lost.
  void run(Command& command) {
    writer_.command("SAVEPOINT command");
    auto outcome = Outcome::RollBack;
    try {
      Tx tx(writer_);
      outcome = command.work(tx);
    } catch (...) {
      command.failure = std::current_exception();
      if (!writer_.in_transaction()) throw;  // SQLite has rolled back everything, the others' work too
    }
    if (outcome == Outcome::RollBack) writer_.command("ROLLBACK TO command");
    writer_.command("RELEASE command");
  }

  void abandon() noexcept {
    try {
      if (writer_.in_transaction()) writer_.command("ROLLBACK");
    } catch (...) {
      // A failed ROLLBACK (an injected one) leaves the transaction open; the next try comes with the next
      // batch.
      try {
        if (writer_.in_transaction()) writer_.command("ROLLBACK");
      } catch (...) {
        std::terminate();  // a writer that can neither commit nor roll back must not acknowledge anything
      }
    }
  }

  std::unique_ptr<Connection> borrow() {
    std::unique_lock lock(readers_mutex_);
    reader_free_.wait(lock, [&] { return !idle_readers_.empty() || open_readers_ < options_.readers; });
    if (!idle_readers_.empty()) {
      auto connection = std::move(idle_readers_.back());
      idle_readers_.pop_back();
      return connection;
    }
    ++open_readers_;
    lock.unlock();
    try {
      return std::make_unique<Connection>(name_, Connection::Access::Read);
    } catch (...) {
      lock.lock();
      --open_readers_;
      throw;
    }
  }

  void give_back(std::unique_ptr<Connection> connection) {
    {
      const std::lock_guard lock(readers_mutex_);
      idle_readers_.push_back(std::move(connection));
    }
    reader_free_.notify_one();
  }

  const std::string name_;
  const Options options_;

  Connection writer_;  // the writer thread's alone, but for fail_after

  std::mutex mutex_;  // guards waiting_ and stopping_
  std::condition_variable wake_;
  std::deque<Command*> waiting_;
  bool stopping_ = false;

  std::mutex readers_mutex_;  // guards idle_readers_ and open_readers_
  std::condition_variable reader_free_;
  std::vector<std::unique_ptr<Connection>> idle_readers_;
  std::size_t open_readers_ = 0;

  std::thread thread_;
};

Db::Db(std::unique_ptr<Body> body) : body_(std::move(body)) {}
Db::Db(Db&&) noexcept = default;
Db& Db::operator=(Db&&) noexcept = default;
Db::~Db() = default;

Db Db::open(const std::filesystem::path& file, Options options) {
  return Db(std::make_unique<Body>(file.string(), options));
}
Db Db::in_memory() { return Db(std::make_unique<Body>(":memory:", Options{})); }

void Db::submit(const std::function<Outcome(Tx&)>& work) { body_->submit(work); }
void Db::lend_reader(const std::function<void(const ReadTx&)>& work) { body_->lend_reader(work); }
void Db::backup_to(const std::filesystem::path& file) { body_->backup_to(file); }
void Db::fail_after(int statements) { body_->fail_after(statements); }

}  // namespace gangway::store
