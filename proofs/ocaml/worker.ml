(* Certificates are checked in a process of their own.  If memory runs out there while the garbage collector works, the
   OCaml runtime ends the process, and a stack that overflows in its C code does so too; the process that waits here says then
   what happened.  It also keeps the time. *)

type reply = { lines : string list; code : int }

(* of a process that is waited for *)
type t = { process : int; replies : in_channel }

exception Time

let reached = ref false
let waiting = ref false

(* from now on; Time is raised while replies are waited for *)
let limit_time seconds =
  Sys.set_signal Sys.sigalrm (Sys.Signal_handle (fun _ -> reached := true; if !waiting then raise Time));
  ignore (Unix.alarm seconds)

(* The process ends soon after the one that waits for it, and says nothing itself: not that memory ran out, either. *)
let alone parent =
  let nowhere = Unix.openfile "/dev/null" [ Unix.O_WRONLY ] 0 in
  Unix.dup2 nowhere Unix.stdout;
  Unix.dup2 nowhere Unix.stderr;
  Sys.set_signal Sys.sigalrm (Sys.Signal_handle (fun _ -> if Unix.getppid () <> parent then Unix._exit 4));
  ignore (Unix.setitimer Unix.ITIMER_REAL { Unix.it_interval = 1.; it_value = 1. })

(* job send, in a process of its own, sends its replies *)
let start job =
  flush_all ();
  let source, target = Unix.pipe ~cloexec:true () in
  let parent = Unix.getpid () in
  match Unix.fork () with
  | 0 ->
    let send (reply : reply) =
      let channel = Unix.out_channel_of_descr target in
      Marshal.to_channel channel reply [];
      flush channel in
    (try Unix.close source; alone parent; job send with _ -> ());
    Unix._exit 0
  | process -> Unix.close target; { process; replies = Unix.in_channel_of_descr source }

let rec wait worker = try ignore (Unix.waitpid [] worker.process) with Unix.Unix_error (Unix.EINTR, _, _) -> wait worker
let finish worker = close_in_noerr worker.replies; wait worker

(* None: the process has ended without one *)
let receive worker : reply option =
  waiting := true;
  match if !reached then raise Time else Marshal.from_channel worker.replies with
  | reply -> waiting := false; Some reply
  | exception (End_of_file | Failure _) -> waiting := false; None
  | exception Time -> waiting := false; Unix.kill worker.process Sys.sigkill; finish worker; raise Time
