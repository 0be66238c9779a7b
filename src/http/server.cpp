// The only translation unit that includes Boost.Beast.
#include "http/server.h"

#include <array>
#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <csignal>
#include <optional>
#include <stdexcept>
#include <thread>
#include <unordered_set>
#include <vector>

#include "base/log.h"
#include "http/worker_pool.h"

namespace gangway::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::size_t kReadAhead = 64 * 1024;  // what Beast may take in one read, pipelined requests included
constexpr std::size_t kDrain = 4 * 1024 * 1024;  // read and thrown away after a refusal, so that it arrives
constexpr std::chrono::seconds kDrainTime{2};
constexpr std::chrono::milliseconds kAcceptPause{100};  // when the process is out of descriptors

class Session;

// One thread's event loop and its connections. Touched by that thread only, once it runs.
class Loop {
 public:
  ~Loop() { stopping_ = false; }  // the sessions that go down with `context` find nothing left to end

  // False when no new session may begin.
  [[nodiscard]] bool enter(Session* session) { return !stopping_ && sessions_.insert(session).second; }
  void leave(Session* session) {
    sessions_.erase(session);
    end_if_done();
  }

  void stop(std::chrono::milliseconds grace);

 private:
  void end_if_done() {
    if (!stopping_ || !sessions_.empty()) return;
    work_.reset();
    grace_.cancel();
  }

  std::unordered_set<Session*> sessions_;  // these two before `context`: its last handlers still use them
  bool stopping_ = false;

 public:
  asio::io_context context{1};

 private:
  asio::executor_work_guard<asio::io_context::executor_type> work_{context.get_executor()};
  asio::steady_timer grace_{context};
};

// What all sessions share.
struct Shared {
  const Server::Options options;
  Dispatcher& dispatcher;
  WorkerPool* workers = nullptr;
  std::atomic<std::size_t> connections = 0;
};

// One connection: header, body, answer, and again. Every function runs on the loop's thread, except work.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(Shared& shared, Loop& loop, tcp::socket socket)
      : shared_(shared),
        loop_(loop),
        stream_(std::move(socket)),
        buffer_(shared.options.max_header_bytes + kReadAhead) {
    ++shared_.connections;
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() {
    --shared_.connections;
    loop_.leave(this);
  }

  void start() {
    if (!loop_.enter(this)) return;
    error_code ignored;
    stream_.socket().set_option(tcp::no_delay(true), ignored);
    const auto peer = stream_.socket().remote_endpoint(ignored);
    peer_ = Address::parse(peer.address().to_string()).value_or(Address());
    read_header();
  }

  void stop() {
    keep_alive_allowed_ = false;
    if (!request_under_way_) abort();
  }

  void abort() { stream_.close(); }

 private:
  using Parser = beast::http::request_parser<beast::http::string_body>;

  void read_header() {
    request_under_way_ = false;
    parser_.emplace();
    parser_->header_limit(shared_.options.max_header_bytes);
    parser_->body_limit(shared_.options.max_body_bytes);
    request_ = Request();
    request_.peer = peer_;
    stream_.expires_after(shared_.options.header_time);
    beast::http::async_read_header(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](error_code error, std::size_t) { self->on_header(error); });
  }

  void on_header(error_code error) {
    request_.received = std::chrono::steady_clock::now();
    take_header();  // what there is of it: a refusal speaks the caller's language
    if (error) return on_read_error(error);
    request_under_way_ = true;
    const auto& header = parser_->get();
    if (parser_->chunked() && header.find(beast::http::field::content_length) != header.end()) {
      return on_read_error(beast::http::error::bad_transfer_encoding);  // two lengths: somebody smuggles
    }
    stream_.expires_after(shared_.options.body_time);
    if (header[beast::http::field::expect] != "100-continue") return read_body();
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(stream_, asio::buffer(kContinue),
                      [self = shared_from_this()](error_code failed, std::size_t) {
                        if (!failed) self->read_body();
                      });
  }

  void read_body() {
    beast::http::async_read(stream_, buffer_, *parser_,
                            [self = shared_from_this()](error_code error, std::size_t) {
                              if (error) return self->on_read_error(error);
                              self->on_request();
                            });
  }

  void take_header() {
    const auto& header = parser_->get();
    const auto method = header.method_string();
    const auto target = header.target();
    request_.method = method_of({method.data(), method.size()});
    request_.target.assign(target.data(), target.size());
    for (const auto& field : header) {
      const auto name = field.name_string();
      const auto value = field.value();
      request_.headers.add({name.data(), name.size()}, std::string(value.data(), value.size()));
    }
  }

  void on_request() {
    keep_alive_ = parser_->get().keep_alive();
    request_.body = std::move(parser_->get().body());
    if (auto refused = shared_.dispatcher.admit(request_)) return write(*std::move(refused));
    stream_.expires_never();
    if (shared_.workers->try_post([self = shared_from_this()]() mutable { work(std::move(self)); })) return;
    write(shared_.dispatcher.refuse(503, {ErrorCode::Unavailable, "http.busy", {{"seconds", "1"}}, {}},
                                    request_));
  }

  // On a worker. The loop does not touch request_ until the answer is posted back, and the last reference
  // goes back with it: a session ends on its loop's thread.
  static void work(std::shared_ptr<Session> self) {
    auto response = std::make_shared<Response>(self->shared_.dispatcher.handle(self->request_));
    auto& context = self->loop_.context;
    asio::post(context, [self = std::move(self), response]() { self->write(std::move(*response)); });
  }

  void on_read_error(error_code error) {
    using Beast = beast::http::error;
    keep_alive_ = false;
    const auto& options = shared_.options;
    const auto refuse = [&](int status, ErrorCode code, const char* key, std::size_t bytes) {
      Request read_so_far = std::move(request_);
      read_so_far.body.clear();
      if (read_so_far.target.empty()) read_so_far.target = "/";
      if (auto refused = shared_.dispatcher.admit(read_so_far); refused && refused->status == 429) {
        return write(*std::move(refused));
      }
      write(shared_.dispatcher.refuse(status, {code, key, {{"bytes", std::to_string(bytes)}}, {}},
                                      read_so_far));
    };
    if (error == Beast::header_limit || error == Beast::buffer_overflow) {
      return refuse(431, ErrorCode::BadRequest, "http.header_too_large", options.max_header_bytes);
    }
    if (error == Beast::body_limit) {
      return refuse(413, ErrorCode::TooLarge, "http.body_too_large", options.max_body_bytes);
    }
    // What is left of Beast's own errors is a request that is no HTTP; the rest is a connection that is gone.
    if (error.category() == beast::http::make_error_code(Beast::end_of_stream).category() &&
        error != Beast::end_of_stream && error != Beast::partial_message) {
      return refuse(400, ErrorCode::BadRequest, "http.bad_request", 0);
    }
    abort();
  }

  void write(Response response) {
    keep_alive_ = keep_alive_ && keep_alive_allowed_;
    const bool has_length = response.status != 204 && response.status != 304;
    const auto reason =
        beast::http::obsolete_reason(beast::http::int_to_status(static_cast<unsigned>(response.status)));
    head_ = "HTTP/1.1 " + std::to_string(response.status) + " ";
    head_.append(reason.data(), reason.size());
    head_ += "\r\n";
    for (const auto& [name, value] : response.headers) head_ += name + ": " + value + "\r\n";
    if (has_length) head_ += "Content-Length: " + std::to_string(response.body.size()) + "\r\n";
    head_ += keep_alive_ ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    body_ = has_length && request_.method != Method::Head ? std::move(response.body) : std::string();
    stream_.expires_after(shared_.options.write_time);
    asio::async_write(
        stream_, std::array{asio::buffer(head_), asio::buffer(body_)},
        [self = shared_from_this()](error_code error, std::size_t) { self->on_written(error); });
  }

  void on_written(error_code error) {
    if (error) return abort();
    body_.clear();
    if (keep_alive_ && keep_alive_allowed_) return read_header();
    // Closing with unread bytes in the socket would reset the connection and may destroy the answer on its
    // way.
    error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    stream_.expires_after(kDrainTime);
    drain(0);
  }

  void drain(std::size_t drained) {
    head_.resize(kReadAhead);
    stream_.async_read_some(asio::buffer(head_),
                            [self = shared_from_this(), drained](error_code error, std::size_t n) {
                              if (error || drained + n > kDrain) return self->abort();
                              self->drain(drained + n);
                            });
  }

  Shared& shared_;
  Loop& loop_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  std::optional<Parser> parser_;  // one a request
  Request request_;
  Address peer_;
  std::string head_;
  std::string body_;
  bool request_under_way_ = false;  // its header is there, its answer is not
  bool keep_alive_ = false;         // as the client wishes
  bool keep_alive_allowed_ = true;  // until the server stops
};

void Loop::stop(std::chrono::milliseconds grace) {
  stopping_ = true;
  for (auto* session : sessions_) session->stop();  // ends none of them yet: their handlers are only posted
  grace_.expires_after(grace);
  grace_.async_wait([this](error_code cancelled) {
    if (!cancelled) context.stop();
  });
  end_if_done();
}

}  // namespace

class Server::Body {
 public:
  Body(const Options& options, Dispatcher& dispatcher)
      : shared_{options, dispatcher},
        loops_(options.io_threads),
        acceptor_(loops_.front().context),
        pause_(loops_.front().context),
        signals_(loops_.front().context),
        workers_(options.workers, options.max_waiting) {
    shared_.workers = &workers_;
    try {
      const tcp::endpoint endpoint(asio::ip::make_address(options.address), options.port);
      acceptor_.open(endpoint.protocol());
      acceptor_.set_option(asio::socket_base::reuse_address(true));
      acceptor_.bind(endpoint);
      acceptor_.listen();
    } catch (const boost::system::system_error& error) {
      throw std::runtime_error("cannot listen on " + options.address + ":" + std::to_string(options.port) +
                               ": " + error.code().message());
    }
  }

  [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

  void run() {
    if (shared_.options.signals == Signals::StopOnTerminate) {
      signals_.add(SIGTERM);
      signals_.add(SIGINT);
      signals_.async_wait([this](error_code cancelled, int) {
        if (!cancelled) stop();
      });
    }
    accept();
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < loops_.size(); ++i)
      others.emplace_back([this, i] { loops_[i].context.run(); });
    loops_.front().context.run();
    for (auto& other : others) other.join();
  }

  void stop() {
    if (stopping_.exchange(true)) return;
    asio::post(loops_.front().context, [this] {
      error_code ignored;
      acceptor_.close(ignored);
      pause_.cancel();
      signals_.cancel(ignored);
    });
    for (auto& loop : loops_) {
      asio::post(loop.context, [this, &loop] { loop.stop(shared_.options.grace); });
    }
  }

 private:
  void accept() {
    auto& loop = loops_[next_loop_++ % loops_.size()];
    acceptor_.async_accept(loop.context, [this, &loop](error_code error, tcp::socket socket) {
      if (stopping_) return;
      if (error) return accept_later();
      if (shared_.connections < shared_.options.max_connections) {
        auto session = std::make_shared<Session>(shared_, loop, std::move(socket));
        asio::post(loop.context, [session = std::move(session)] { session->start(); });
      }
      accept();
    });
  }

  void accept_later() {
    pause_.expires_after(kAcceptPause);
    pause_.async_wait([this](error_code cancelled) {
      if (!cancelled) accept();
    });
  }

  Shared shared_;  // first: sessions use it until the loops are gone
  std::vector<Loop> loops_;
  tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  asio::signal_set signals_;
  std::size_t next_loop_ = 0;
  std::atomic<bool> stopping_ = false;
  WorkerPool workers_;  // last: it ends first, while the loops that it posts to are there
};

Server::Server(const Options& options, Dispatcher& dispatcher)
    : body_(std::make_unique<Body>(options, dispatcher)) {}
Server::~Server() = default;

std::uint16_t Server::port() const { return body_->port(); }
void Server::run() { body_->run(); }
void Server::stop() { body_->stop(); }

}  // namespace gangway::http
