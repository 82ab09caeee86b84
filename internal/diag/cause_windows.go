package diag

import "golang.org/x/sys/windows"

// systemCauses are the errors of the operating system that a user can do
// something about.
func systemCauses() []cause {
	return []cause{
		{windows.ERROR_SHARING_VIOLATION, Text{"文件正被别的程序打开，关闭后再试", "another program has the file open; close it and try again"}},
		{windows.ERROR_LOCK_VIOLATION, Text{"文件正被别的程序打开，关闭后再试", "another program has the file open; close it and try again"}},
		{windows.ERROR_DISK_FULL, Text{"磁盘已满", "the disk is full"}},
		{windows.ERROR_HANDLE_DISK_FULL, Text{"磁盘已满", "the disk is full"}},
		{windows.ERROR_WRITE_PROTECT, Text{"磁盘是只读的", "the disk is read-only"}},
		{windows.ERROR_INVALID_NAME, Text{"文件名里有 Windows 不允许的字符", "the file name has characters that Windows does not allow"}},
		{windows.ERROR_FILENAME_EXCED_RANGE, Text{"文件名太长", "the file name is too long"}},
		{windows.ERROR_DIRECTORY, Text{"路径中有一段是文件，不是文件夹", "a part of the path is a file, not a folder"}},
		{windows.ERROR_DIR_NOT_EMPTY, Text{"文件夹不是空的", "the folder is not empty"}},
		{windows.ERROR_TOO_MANY_OPEN_FILES, Text{"打开的文件太多", "too many files are open"}},
		{windows.ERROR_NOT_READY, Text{"驱动器没有准备好", "the drive is not ready"}},
		{windows.ERROR_BAD_NETPATH, Text{"找不到网络路径", "the network path was not found"}},
		{windows.ERROR_CRC, Text{"磁盘读写出错", "the disk reports an error"}},
		{windows.ERROR_BROKEN_PIPE, Text{"接收的程序已经关闭", "the receiving program has closed"}},
		{windows.ERROR_PIPE_NOT_CONNECTED, Text{"接收的程序已经关闭", "the receiving program has closed"}},
		{windows.ERROR_ACCESS_DENIED, Text{"没有权限，或者文件正被别的程序打开", "permission denied, or another program has the file open"}},
		{windows.ERROR_NO_DATA, Text{"接收的程序已经关闭", "the receiving program has closed"}},
		{windows.WSAEADDRINUSE, Text{"这个地址和端口正被别的程序使用", "another program is using the address and port"}},
		{windows.WSAEADDRNOTAVAIL, Text{"这台机器没有这个地址", "the machine has no such address"}},
		{windows.WSAEACCES, Text{"没有权限，或者端口被系统保留", "permission denied, or the port is reserved"}},
		{windows.WSAECONNREFUSED, Text{"服务器拒绝连接", "the server refuses the connection"}},
		{windows.WSAECONNRESET, Text{"服务器中断了连接", "the server has broken off the connection"}},
		{windows.WSAEHOSTUNREACH, Text{"连不上服务器", "the server cannot be reached"}},
		{windows.WSAENETUNREACH, Text{"连不上网络", "the network cannot be reached"}},
		{windows.WSAETIMEDOUT, Text{"服务器没有及时回答", "the server did not answer in time"}},
	}
}
