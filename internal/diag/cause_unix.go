//go:build !windows

package diag

import "syscall"

// systemCauses are the errors of the operating system that a user can do
// something about.
func systemCauses() []cause {
	return []cause{
		{syscall.ENOSPC, Text{"磁盘已满", "the disk is full"}},
		{syscall.EDQUOT, Text{"磁盘限额已满", "the disk quota is used up"}},
		{syscall.EROFS, Text{"磁盘是只读的", "the disk is read-only"}},
		{syscall.EISDIR, Text{"这是一个文件夹", "it is a folder"}},
		{syscall.ENOTDIR, Text{"路径中有一段是文件，不是文件夹", "a part of the path is a file, not a folder"}},
		{syscall.ENOTEMPTY, Text{"文件夹不是空的", "the folder is not empty"}},
		{syscall.EMFILE, Text{"打开的文件太多", "too many files are open"}},
		{syscall.ENFILE, Text{"系统打开的文件太多", "too many files are open in the system"}},
		{syscall.EFBIG, Text{"文件太大，系统不许写", "the file is larger than the system allows"}},
		{syscall.ENAMETOOLONG, Text{"文件名太长", "the file name is too long"}},
		{syscall.ELOOP, Text{"符号链接绕成了圈", "symbolic links lead in a circle"}},
		{syscall.EIO, Text{"磁盘读写出错", "the disk reports an error"}},
		{syscall.ETXTBSY, Text{"文件正被别的程序使用", "another program is using the file"}},
		{syscall.EBUSY, Text{"文件正被别的程序使用", "another program is using the file"}},
		{syscall.EPIPE, Text{"接收的程序已经关闭", "the receiving program has closed"}},
		{syscall.EBADF, Text{"没有打开，不能读写", "it is not open for this"}},
		{syscall.ENXIO, Text{"设备不存在", "there is no such device"}},
		{syscall.EADDRINUSE, Text{"这个地址和端口正被别的程序使用", "another program is using the address and port"}},
		{syscall.EADDRNOTAVAIL, Text{"这台机器没有这个地址", "the machine has no such address"}},
		{syscall.ECONNREFUSED, Text{"服务器拒绝连接", "the server refuses the connection"}},
		{syscall.ECONNRESET, Text{"服务器中断了连接", "the server has broken off the connection"}},
		{syscall.EHOSTUNREACH, Text{"连不上服务器", "the server cannot be reached"}},
		{syscall.ENETUNREACH, Text{"连不上网络", "the network cannot be reached"}},
		{syscall.ETIMEDOUT, Text{"服务器没有及时回答", "the server did not answer in time"}},
	}
}
